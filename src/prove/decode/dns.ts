import { Fields, Scene, slotsOf } from './scene';
import * as f from '../../cluster/fields';
import { podLabelsOf } from '../../manifest/made';
import type { JsonObject, ManifestObject, Service } from '../../manifest/objects';
import { serviceSelects } from '../../manifest/selector';
import type { Subject } from '../subject';
import { isHeadless } from '../surroundings';
import type { DnsAnswer } from '../timeline';

type Given = ManifestObject<Service>;

/** The address of a Service that has one: as written, else made up, another one for each Service. */
const clusterAddress = (services: readonly Given[], service: Given): string => service.object.spec.clusterIP ?? `10.96.0.${services.indexOf(service) + 11}`;

/** Whether the Service selects the pod, by its template's labels and those that the controller adds. */
function selectsPod({ subject: { manifest, start, profile }, names }: Scene, state: Fields, { object }: Given, slot: number): boolean {
  const labels = podLabelsOf(manifest.object as unknown as JsonObject, start + slot, names.revision(state(f.revision(slot))), profile.labelsPodIndex);
  return serviceSelects(object.spec.selector, labels as { readonly [key: string]: string });
}

/** The labels that the controller gives pods, each its own. */
const GIVEN_LABELS = ['controller-revision-hash', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'];

/** Whether the Service may select some pod of the set: all but what the controller gives is the same for each of them. */
function maySelect({ manifest: { object: set } }: Subject, { object: { spec: { selector = {} } } }: Given): boolean {
  const labels = set.spec.template.metadata?.labels ?? {};
  return Object.entries(selector).every(([key, value]) => labels[key] === value || GIVEN_LABELS.includes(key));
}

/** The Services that a set's names have to do with, asked for at each step of each of its runs: in a repository there are thousands that they have not. */
const concerning = new WeakMap<Subject, readonly Given[]>();

function servicesOf(subject: Subject): readonly Given[] {
  const known = concerning.get(subject) ?? subject.services.filter((service) => service.name === subject.manifest.object.spec.serviceName || maySelect(subject, service));
  concerning.set(subject, known);
  return known;
}

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
