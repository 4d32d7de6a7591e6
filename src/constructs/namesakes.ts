import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import * as kplus from './kplus';
import { explain } from './refuse';

/** The sets of each chart, so that nobody has to look through the whole tree for every one of them, again for every chart. */
const known = new WeakMap<Chart, kplus.Workload[]>();

export function remember(workload: kplus.Workload): void {
  const chart = Chart.of(workload);
  known.set(chart, [...known.get(chart) ?? [], workload]);
}

/** Names have no hash that would keep them apart, so two sets could silently become one. */
export function namesakes(workload: kplus.Workload): string[] {
  const { name, metadata: { namespace } } = workload;
  const twins = (known.get(Chart.of(workload)) ?? []).filter(other => other !== workload && other.name === name && other.metadata.namespace === namespace);
  return twins.filter(isInTree).map(twin => explain(
    `${twin.node.path} is a StatefulSet named '${name}' as well`, 'the one that is applied last would replace the other and take over its claims', 'Give one of them another name'));
}

/** A construct can be removed, and still knows where it was. */
function isInTree(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || scope.node.tryFindChild(id) === construct && isInTree(scope);
}
