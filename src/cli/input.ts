import type { Core } from './core';
import { readFiles, type InputFile, type InputFiles } from './read-files';
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

/** What is read before anything of it is understood. */
export interface Files extends InputFiles {
  readonly profile?: InputFile;
}

/** Reads the files and folders that the user named. A cluster profile may lie among the manifests, and is none. */
export function filesAt(paths: readonly string[], terminal: Terminal, profile?: InputFile): Files {
  const { files, metadata } = readFiles(paths, terminal.stdin);
  return profile === undefined ? { files, metadata } : { files: files.filter(({ path }) => realPath(path) !== realPath(profile.path)), metadata, profile };
}

export const readInput = (paths: readonly string[], core: Core, terminal: Terminal, profile?: InputFile): Input =>
  inputFrom(filesAt(paths, terminal, profile), core);

/** The manifests, whose places have the construct paths that cdk8s-cli wrote beside them. */
export function inputFrom({ files, metadata, profile }: Files, core: Core): Input {
  const read = core.readManifests(files);
  const manifests = metadata.reduce((known, file) => withConstructs(known, constructPathsIn(file, known)), read.manifests);
  if (manifests.statefulSets.length === 0 && !read.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) {
    throw new UsageError(`there is nothing to prove: no StatefulSet among ${counted(read.objects, 'object')} in ${counted(files.length, 'file')}. `
      + 'Name the folder that `cdk8s synth`, `helm template` or `kustomize build` wrote');
  }
  return { input: { ...read, manifests, files: files.length }, source: sourceOf(allOf({ files, profile })), paths: pathsOf({ files, profile }) };
}

const allOf = ({ files, profile }: Pick<Files, 'files' | 'profile'>): readonly InputFile[] => profile === undefined ? files : [...files, profile];

/** Of all that is read for its own sake: nothing is written over it. */
export const pathsOf = (files: Pick<Files, 'files' | 'profile'>): string[] => allOf(files).map(({ path }) => path);

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
