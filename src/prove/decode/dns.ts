import { Fields, Scene, slotsOf } from './scene';
import * as f from '../../cluster/fields';
import { groupedBy } from '../../manifest/grouped';
import { podLabelsOf } from '../../manifest/made';
import type { JsonObject, LabelSelector, ManifestObject, Service } from '../../manifest/objects';
import { perObject } from '../../manifest/per-object';
import { serviceSelector, serviceSelects } from '../../manifest/selector';
import { selectorIndex } from '../../manifest/selector-index';
import type { Subject } from '../subject';
import { isHeadless } from '../surroundings';
import type { DnsAnswer } from '../timeline';

type Given = ManifestObject<Service>;

/** The address of a Service that has one: as written, else made up, another one for each Service. */
const clusterAddress = (services: readonly Given[], service: Given): string => service.object.spec.clusterIP ?? `10.96.0.${services.indexOf(service) + 11}`;

/** The labels of the pods of a scene by ordinal and template: the same at each step. */
const knownLabels = perObject((_: Scene) => new Map<string, JsonObject>());

/** Whether the Service selects the pod, by its template's labels and those that the controller adds. */
function selectsPod(scene: Scene, state: Fields, { object }: Given, slot: number): boolean {
  const { subject: { manifest, start, profile }, names } = scene;
  const template = state(f.revision(slot));
  const key = `${slot} ${template}`;
  const known = knownLabels(scene);
  const labels = known.get(key) ?? podLabelsOf(manifest.object as unknown as JsonObject, start + slot, names.revision(template), profile.labelsPodIndex);
  known.set(key, labels);
  return serviceSelects(object.spec.selector, labels as { readonly [key: string]: string });
}

/** The labels that the controller gives pods, each its own. */
const GIVEN_LABELS = ['controller-revision-hash', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'];

/** What a Service wants of all pods of a set alike. One without a selector selects none. */
const wantedOfAll = ({ object: { spec: { selector } } }: Given): LabelSelector | undefined =>
  serviceSelector(selector) && { matchLabels: Object.fromEntries(Object.entries(selector!).filter(([key]) => !GIVEN_LABELS.includes(key))) };

/** Made once for the Services of a namespace: in a repository there are thousands that a set has nothing to do with. */
const indexOf = perObject((services: readonly Given[]) => ({
  places: new Map(services.map((service, place) => [service, place])),
  byName: groupedBy(services, ({ name }) => name),
  selecting: selectorIndex(services, wantedOfAll),
}));

/** The Services that a set's names have to do with: the one that it names, and those that may select some pod of it. Asked for at each step of each of its runs. */
const servicesOf = perObject(({ services, manifest: { object: { spec } } }: Subject): readonly Given[] => {
  const { places, byName, selecting } = indexOf(services);
  const concerning = new Set([...byName.get(spec.serviceName ?? '') ?? [], ...selecting(spec.template.metadata?.labels)]);
  return [...concerning].sort((a, b) => places.get(a)! - places.get(b)!);
});

/** Of a pod that runs and has not failed there is an endpoint; it is answered while it is ready and stays, or always (endpointslice, utils.go:podToEndpoint). */
function isAnswered(state: Fields, { object }: Given, slot: number): boolean {
  if (state(f.phase(slot)) !== f.RUNNING) return false;
  return object.spec.publishNotReadyAddresses === true || state(f.ready(slot)) === 1 && state(f.deleting(slot)) === 0;
}

/**
 * What the names of a set answer in the cluster's DNS, as far as the Services given decide it
 * (https://github.com/kubernetes/dns/blob/master/docs/specification.md, 2.3 and 2.4): a headless Service the addresses of its pods, any other its own.
 *
 * A pod has a name below the headless Service that selects it and is its subdomain, which is the set's serviceName (endpointslice,
 * util/controller_utils.go:ShouldSetHostname). Where that Service is not given, the names below others show what is wrong: nobody answers to them.
 */
export function dnsIn(scene: Scene, state: Fields, addressOf: (slot: number) => string): DnsAnswer[] {
  const { subject: { services, namespace, manifest }, names } = scene;
  const { serviceName } = manifest.object.spec;
  const concerned = servicesOf(scene.subject);
  const isNamed = concerned.some(({ name }) => name === serviceName);
  const present = slotsOf(scene).filter((slot) => state(f.phase(slot)) !== f.ABSENT);

  const answersOf = (service: Given): DnsAnswer[] => {
    const selected = slotsOf(scene).filter((slot) => selectsPod(scene, state, service, slot));
    const governs = service.name === serviceName;
    // An ExternalName is another name, not an address.
    if (!governs && selected.length === 0 || service.object.spec.type === 'ExternalName') return [];
    const name = `${service.name}.${namespace}.svc.cluster.local`;
    if (!isHeadless(service)) return [{ name, addresses: [clusterAddress(services, service)] }];
    const answered = selected.filter((slot) => isAnswered(state, service, slot));
    const below = governs || !isNamed ? present : [];
    return [
      { name, addresses: answered.map(addressOf) },
      ...below.map((slot) => ({ name: `${names.pod(slot)}.${name}`, addresses: governs && answered.includes(slot) ? [addressOf(slot)] : [] })),
    ];
  };
  return concerned.flatMap(answersOf);
}
