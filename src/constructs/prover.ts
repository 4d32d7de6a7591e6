import { Chart, Names, Yaml } from 'cdk8s';
import type { ProofOptions } from './proof';
import { pathsIn } from '../jest/provable';
import { readManifests } from '../manifest/read';
import { withConstructs } from '../plugin/construct-paths';
import { prove } from '../prove';
import { text } from '../report/text';

/** The text of each file that `app.synth()` writes, by its name. */
export interface WrittenFiles { readonly [path: string]: string }

/** The charts as `app.synth()` writes them with its usual options, but for the number before each name where charts depend on each other. */
export function written(charts: readonly Chart[]): WrittenFiles {
  return Object.fromEntries(charts.map(chart => [`${Names.toDnsLabel(chart)}.k8s.yaml`, Yaml.stringify(...chart.toJson())]));
}

/** What keeps the charts from being proved, as the command line tells it: one text, or none. */
export function refutation(charts: readonly Chart[], files: WrittenFiles, options: ProofOptions): string[] {
  const { kubernetes, ...rest } = options;
  const read = readManifests(Object.entries(files).map(([path, yaml]) => ({ path, bytes: new TextEncoder().encode(yaml) })));
  const manifests = withConstructs(read.manifests, pathsIn(charts));
  const version = kubernetes && { kubernetes: kubernetes.version, featureGates: kubernetes.featureGates };
  const report = prove({ ...read, manifests, files: charts.length }, { ...rest, ...version });
  if (report.exitCode === 0) return [];
  return [`not proved\n\n${text(report, { source: path => files[path]?.split(/\r?\n/), failOn: options.failOn })}`];
}
