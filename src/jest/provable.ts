// The one room below `constructs` that imports cdk8s: a matcher for charts has to take charts, and whoever has a chart has cdk8s.
import { ApiObject, Chart, Testing, Yaml } from 'cdk8s';
import type { WrittenObject } from '../manifest/objects';
import { readManifests } from '../manifest/read';
import { withConstructs, type ConstructPath } from '../plugin/construct-paths';
import type { ProveInput } from '../prove';
import type { Source } from '../report/code-window';
import { counted } from '../report/layout';

/** A chart, what `Testing.synth(chart)` gives, or YAML. */
export type Provable = Chart | readonly object[] | string;

export interface ProvableInput {
  readonly input: ProveInput;
  readonly source: Source;
}

/** Reads what a test gives as if `cdk8s synth` had written it: what is proved is what would be deployed. */
export function readProvable(provable: Provable): ProvableInput {
  const chart = Chart.isChart(provable) ? provable : undefined;
  const yaml = yamlOf(provable);
  const file = chart ? `${chart.node.id}.k8s.yaml` : 'manifests.yaml';
  const read = readManifests([{ path: file, bytes: new TextEncoder().encode(yaml) }]);
  if (read.manifests.statefulSets.length === 0 && !read.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) {
    throw new Error(`there is nothing to prove: no StatefulSet among ${counted(read.objects, 'object')}`);
  }
  const manifests = chart ? withConstructs(read.manifests, pathsIn([chart])) : read.manifests;
  const lines = yaml.split(/\r?\n/);
  return { input: { ...read, manifests, files: 1 }, source: (path) => path === file ? lines : undefined };
}

function yamlOf(provable: Provable): string {
  if (typeof provable === 'string') return provable;
  if (Chart.isChart(provable)) return Yaml.stringify(...Testing.synth(provable));
  if (Array.isArray(provable)) return Yaml.stringify(...provable);
  throw new TypeError('expected a Chart, the manifests that Testing.synth(chart) gives, or YAML');
}

/** Tells which of the constructs in these charts made an object. */
export function pathsIn(charts: readonly Chart[]): ConstructPath {
  const objects = charts.flatMap((chart) => chart.node.findAll()).filter(ApiObject.isApiObject);
  return (object) => objects.find((each) => isSame(each, object))?.node.path;
}

function isSame(made: ApiObject, object: WrittenObject): boolean {
  return made.kind === object.kind && made.name === object.name && (made.metadata.namespace ?? 'default') === object.namespace;
}
