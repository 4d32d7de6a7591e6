import type { Core } from './core';
import { readFiles, type InputFile } from './read-files';
import { realPath } from './real-path';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { constructPaths, parseConstructMetadata, withConstructs, type ConstructPath } from '../plugin/construct-paths';
import type { ProveInput } from '../prove';
import type { Source } from '../report/code-window';
import { counted } from '../report/layout';

export interface Input {
  readonly input: ProveInput;
  /** The paths of the files read. */
  readonly paths: readonly string[];
  /** The lines of the files read, for showing code at findings. */
  readonly source: Source;
}

/** Reads the manifests and gives their places the construct paths that cdk8s-cli wrote beside them. A cluster profile may lie among them, and is none. */
export function readInput(paths: readonly string[], core: Core, terminal: Terminal, profile?: InputFile): Input {
  const { files: found, metadata } = readFiles(paths, terminal.stdin);
  const files = found.filter(({ path }) => profile === undefined || realPath(path) !== realPath(profile.path));
  const read = core.readManifests(files);
  const manifests = metadata.reduce((known, file) => withConstructs(known, constructPathsIn(file, known)), read.manifests);
  if (manifests.statefulSets.length === 0 && !read.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) {
    throw new UsageError(`there is nothing to prove: no StatefulSet among ${counted(read.objects, 'object')} in ${counted(files.length, 'file')}. `
      + 'Name the folder that `cdk8s synth`, `helm template` or `kustomize build` wrote');
  }
  const all = profile === undefined ? files : [...files, profile];
  return { input: { ...read, manifests, files: files.length }, source: sourceOf(all), paths: all.map(({ path }) => path) };
}

function constructPathsIn(file: InputFile, manifests: ProveInput['manifests']): ConstructPath {
  try {
    return constructPaths(parseConstructMetadata(new TextDecoder().decode(file.bytes)), manifests);
  } catch {
    throw new UsageError(`${file.path} is not the construct metadata that cdk8s-cli writes: delete it or synthesize again`);
  }
}

function sourceOf(files: readonly InputFile[]): Source {
  return (path) => {
    const file = files.find((each) => each.path === path);
    return file && new TextDecoder().decode(file.bytes).split(/\r?\n/);
  };
}
