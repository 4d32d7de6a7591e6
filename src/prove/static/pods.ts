import { text } from '../../manifest/admission/values';
import type { Diagnostic } from '../../manifest/diagnostic';
import { nearby } from '../../manifest/nearby';
import type { Container, HorizontalPodAutoscaler, Json, JsonObject, LabelSelector, ManifestObject, Manifests, PodSpec, Service } from '../../manifest/objects';
import { isObject } from '../../manifest/objects';
import { perObject } from '../../manifest/per-object';
import { serviceSelector } from '../../manifest/selector';
import { selectorIndex } from '../../manifest/selector-index';
import type { Subject } from '../subject';

export type Path = readonly (string | number)[];
export interface Labels { readonly [key: string]: string }

/** The metadata of an object that should stand beside the set, as one line of YAML. */
export const metadataOf = ({ namespace }: Subject, name: string): string => namespace === 'default' ? `{name: ${name}}` : `{name: ${name}, namespace: ${namespace}}`;

/** A finding as a rule writes it; its place is a path in the set's own manifest. */
export type Finding = Omit<Diagnostic, 'rule' | 'where'>;

export const POD: Path = ['spec', 'template', 'spec'];

export const found = (rule: string, subject: Subject, path: Path, finding: Finding): Diagnostic => ({ rule, ...finding, where: subject.manifest.at(...path) });

export const podOf = (subject: Subject): PodSpec => subject.manifest.object.spec.template.spec;

export const podLabels = (subject: Subject): Labels => subject.manifest.object.spec.template.metadata?.labels ?? {};

export interface Placed { readonly container: Container; readonly path: Path }

/** All containers of a pod with the paths at which they stand. */
export const containersOf = (subject: Subject): Placed[] => [
  ...podOf(subject).containers.map((container, index) => ({ container, path: [...POD, 'containers', index] })),
  ...(podOf(subject).initContainers ?? []).map((container, index) => ({ container, path: [...POD, 'initContainers', index] })),
];

/** The containers that run as long as the pod: init containers with restartPolicy Always are sidecars (KEP-753). */
export const runningContainers = (subject: Subject): Placed[] =>
  containersOf(subject).filter(({ container, path }) => path[POD.length] === 'containers' || container.restartPolicy === 'Always');

/** The autoscalers that mean this set, also where they leave out the target's apiVersion. */
export const autoscalersOf = (subject: Subject, manifests: Manifests): ManifestObject<HorizontalPodAutoscaler>[] =>
  nearby(manifests, subject.namespace).autoscalers.filter(({ object: { spec: { scaleTargetRef: { apiVersion = '', kind, name } } } }) =>
    /^(?:apps\/|$)/.test(apiVersion) && kind === 'StatefulSet' && name === subject.name);

const servicesBySelector = perObject(({ services }: Manifests) => selectorIndex(services, ({ object: { spec } }) => serviceSelector(spec.selector)));

/** The Services of the namespace that select the set's pods. */
export const servicesSelecting = (subject: Subject, manifests: Manifests): ManifestObject<Service>[] =>
  servicesBySelector(nearby(manifests, subject.namespace))(podLabels(subject));

/** Whether the set names a Service that is given, or one selects its pods. Where there is none, the files given are only a part of what is applied. */
export const hasServices = (subject: Subject, manifests: Manifests): boolean => servicesSelecting(subject, manifests).length > 0
  || nearby(manifests, subject.namespace).services.some(({ name }) => name === subject.manifest.object.spec.serviceName);

/** The most replicas that the manifests ask for. */
export const mostReplicas = (subject: Subject, manifests: Manifests): number =>
  Math.max(subject.replicas, ...autoscalersOf(subject, manifests).map(({ object }) => object.spec.maxReplicas));

/** Whether the manifest names the node, or asks for all pods on one. */
export function staysOnOneNode(subject: Subject): boolean {
  const { nodeName, nodeSelector, affinity } = podOf(subject) as unknown as JsonObject;
  const together = list(field(affinity, 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'));
  return nodeName !== undefined || field(nodeSelector, HOSTNAME) !== undefined || together.some((term) => field(term, 'topologyKey') === HOSTNAME);
}

const HOSTNAME = 'kubernetes.io/hostname';

export const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** The field of something that may not be an object. */
export const field = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((parent, name) => (isObject(parent) ? parent[name] : undefined), value);

export const texts = (value: Json | undefined): string[] => list(value).filter((item): item is string => typeof item === 'string');

export function labelsIn(value: Json | undefined): Labels {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {};
}

/** A label selector in a part of a manifest that has not been checked for its types. */
export function selectorIn(value: Json | undefined): LabelSelector | undefined {
  if (!isObject(value)) return undefined;
  const expressions = list(value.matchExpressions).filter(isObject).map((each: JsonObject) => ({
    key: text(each, 'key'), operator: text(each, 'operator'), values: texts(each.values),
  }));
  return { matchLabels: labelsIn(value.matchLabels), matchExpressions: expressions };
}
