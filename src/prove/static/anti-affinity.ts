import type { Json, JsonObject } from '../../manifest/objects';
import { selects } from '../../manifest/selector';
import type { Subject } from '../subject';
import { flow } from './flow';
import type { StaticRule } from './index';
import { POD, field, found, list, mostReplicas, podLabels, podOf, selectorIn, texts } from './pods';

const id = 'hygiene/anti-affinity';

export const antiAffinity: StaticRule = {
  id,
  title: 'the replicas keep apart',
  check: (subject, manifests) => {
    const terms = termsOf(subject);
    const spreads = podOf(subject).topologySpreadConstraints ?? [];
    const keepsApart = terms.some((term) => selectsOwn(subject, term)) || spreads.some((spread) => spreadsOwn(subject, spread));
    if (keepsApart || mostReplicas(subject, manifests) < 2 || hasHostPorts(subject)) return [];
    const advice = adviceFor(subject, mostReplicas(subject, manifests));
    // scheduler, plugins/podtopologyspread/plugin.go:systemDefaultConstraints.
    const reason = 'the scheduler then only prefers other nodes, so one node that fails may take several members at once';
    if (terms.length + spreads.length > 0) {
      const [what, path] = terms.length > 0 ? ['pod anti-affinity', ['affinity', 'podAntiAffinity']] : ['topology spread', ['topologySpreadConstraints']];
      const message = `the ${what} of StatefulSet ${subject.name} selects none of its own pods`;
      return [found(id, subject, [...POD, ...path], { severity: 'warning', message, reason, advice })];
    }
    const message = `StatefulSet ${subject.name} has neither pod anti-affinity nor topology spread`;
    return [found(id, subject, POD, { severity: 'warning', message, reason, advice })];
  },
};

/** More members than this rarely have a node each. */
const NODE_EACH = 5;

function adviceFor(subject: Subject, replicas: number): string {
  const where = `topologyKey: kubernetes.io/hostname, labelSelector: ${flow(subject.manifest.object.spec.selector)}`;
  return replicas > NODE_EACH ? `write topologySpreadConstraints: [{maxSkew: 1, whenUnsatisfiable: DoNotSchedule, ${where}}]`
    : `write affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{${where}}]}}`;
}

/** Required and preferred terms. */
function termsOf(subject: Subject): Json[] {
  const written = field(podOf(subject).affinity, 'podAntiAffinity');
  return [
    ...list(field(written, 'requiredDuringSchedulingIgnoredDuringExecution')),
    ...list(field(written, 'preferredDuringSchedulingIgnoredDuringExecution')).map((weighted) => field(weighted, 'podAffinityTerm') ?? null),
  ];
}

/** A term looks at its own namespace, unless it names others or selects them; which ones that selects is not in the manifests (core/v1 PodAffinityTerm). */
function selectsOwn(subject: Subject, term: Json): boolean {
  const namespaces = texts(field(term, 'namespaces'));
  const isNear = namespaces.length === 0 || namespaces.includes(subject.namespace) || field(term, 'namespaceSelector') !== undefined;
  return isNear && selects(selectorIn(field(term, 'labelSelector')), podLabels(subject));
}

const spreadsOwn = (subject: Subject, spread: JsonObject): boolean => selects(selectorIn(spread.labelSelector), podLabels(subject));

/** A port of a node is free once (scheduler, plugins/nodeports); with hostNetwork, every port is one (core/v1/defaults.go:SetDefaults_PodSpec). */
function hasHostPorts(subject: Subject): boolean {
  const { containers, ...rest } = podOf(subject);
  const ports = containers.flatMap((container) => (container.ports ?? []) as unknown as JsonObject[]);
  return ports.some(({ hostPort }) => hostPort !== undefined || field(rest as JsonObject, 'hostNetwork') === true);
}
