import { READY_MAJORITY, READY_ORDINAL_0, READY_PREDECESSOR, READY_SELF } from '../cluster/problem';
import type { Container, ManifestObject, StatefulSet } from '../manifest/objects';

/** The annotation by which a manifest says what its readiness needs. */
export const READINESS_ANNOTATION = 'cdk8s-stateful/readiness';

export interface Readiness {
  readonly model: number;
  /** The model's name and how it is known: `majority (from the annotation)`. */
  readonly text: string;
  /** An annotation value that means nothing. */
  readonly unknown?: string;
}

const MODELS: { readonly [name: string]: number } = {
  'self': READY_SELF,
  'ordinal-0': READY_ORDINAL_0,
  'predecessor': READY_PREDECESSOR,
  'majority': READY_MAJORITY,
};
export const READINESS_MODELS = Object.keys(MODELS);

/**
 * Engines whose usual probes ask for a quorum: what the image's name contains, and what the probe contains.
 * Sources: zookeeper.apache.org administrator's guide (srvr, mntr need a serving ensemble; ruok does not), etcd.io (`/health` and
 * `/readyz` need a leader), docs.nats.io (`/healthz` waits for the JetStream meta leader), elastic.co (cluster health needs a
 * master), cockroachlabs.com (`/health?ready=1`).
 */
const MAJORITY_PROBES: readonly { readonly image: RegExp; readonly probe: RegExp }[] = [
  { image: /zookeeper|zk/, probe: /\b(srvr|stat|mntr|isro)\b|zkServer\.sh status/ },
  { image: /etcd/, probe: /\/(health|readyz)\b|endpoint health/ },
  { image: /nats/, probe: /\/healthz(?!\?js-(server-only|enabled-only))/ },
  { image: /elasticsearch|opensearch/, probe: /_cluster\/health/ },
  { image: /cockroach/, probe: /\/health\?ready=1/ },
];

const probeText = (container: Container): string => [
  ...container.readinessProbe?.exec?.command ?? [],
  container.readinessProbe?.httpGet?.path ?? '',
].join(' ');

/** What readiness needs: as annotated, else as the image and its probe suggest, else nothing but the pod itself. */
export function readinessOf(set: ManifestObject<StatefulSet>): Readiness {
  const annotated = set.object.metadata.annotations?.[READINESS_ANNOTATION];
  if (annotated !== undefined && annotated in MODELS) return { model: MODELS[annotated], text: `${annotated} (from the annotation)` };
  const unknown = annotated === undefined ? {} : { unknown: annotated };
  for (const container of set.object.spec.template.spec.containers) {
    const text = probeText(container);
    if (MAJORITY_PROBES.some(({ image, probe }) => image.test(container.image ?? '') && probe.test(text))) {
      return { model: READY_MAJORITY, text: 'majority (from the image and its readiness probe)', ...unknown };
    }
  }
  return { model: READY_SELF, text: 'self (nothing says otherwise)', ...unknown };
}
