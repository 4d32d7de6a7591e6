import { Chart, Names, Yaml } from 'cdk8s';
import type { ProofOptions } from './proof';
import { readFile } from '../cli/read-files';
import { UsageError } from '../cli/usage-error';
import { pathsIn } from '../jest/provable';
import { readManifests } from '../manifest/read';
import { withConstructs } from '../plugin/construct-paths';
import { type ProveOptions, RequestError, prove } from '../prove';
import { text } from '../report/text';

/** The text of each file that `app.synth()` writes, by its name. */
export interface WrittenFiles { readonly [path: string]: string }

/** The charts as `app.synth()` writes them with its usual options, but for the number before each name where charts depend on each other. */
export function written(charts: readonly Chart[]): WrittenFiles {
  return Object.fromEntries(charts.map(chart => [`${Names.toDnsLabel(chart)}.k8s.yaml`, Yaml.stringify(...chart.toJson())]));
}

/** What keeps the charts from being proved, as the command line tells it: one text, or none. */
export function refutation(charts: readonly Chart[], files: WrittenFiles, options: ProofOptions): string[] {
  const read = readManifests(Object.entries(files).map(([path, yaml]) => ({ path, bytes: new TextEncoder().encode(yaml) })));
  const manifests = withConstructs(read.manifests, pathsIn(charts));
  try {
    const report = prove({ ...read, manifests, files: charts.length }, asked(options));
    if (report.exitCode === 0) return [];
    return [`not proved\n\n${text(report, { source: path => files[path]?.split(/\r?\n/), failOn: options.failOn })}`];
  } catch (error) {
    if (error instanceof RequestError || error instanceof UsageError) return [`cannot be proved: ${error.message}`];
    throw error;
  }
}

function asked({ kubernetes, cluster, ...rest }: ProofOptions): ProveOptions {
  return {
    ...rest,
    ...kubernetes === undefined ? {} : { kubernetes: kubernetes.version, featureGates: kubernetes.featureGates },
    ...cluster === undefined ? {} : { cluster: readFile(cluster) },
  };
}
