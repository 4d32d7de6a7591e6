import { aggregated, claimEvent, podEvent } from './decode/event-texts';
import { revisionOf } from './decode/names';
import { ownPodsOf } from './placement';
import { type Subject, podName } from './subject';
import type { ClaimLine, EventLine, Snapshot, Timeline } from './timeline';
import { timelineOf } from './timeline-of';
import { admit } from '../manifest/admission/admit';
import { object, text } from '../manifest/admission/values';
import type { Diagnostic } from '../manifest/diagnostic';
import { setStepsOf } from '../manifest/field-path';
import { ADMITTED } from '../manifest/findings';
import { claimsOf, podOf } from '../manifest/made';
import type { JsonObject } from '../manifest/objects';
import { perObject } from '../manifest/per-object';

/** What one try to create the first pod comes to, and every other: pods of a set are alike but for their ordinals. */
interface Try {
  /** Why the pod cannot be created, as its event has it. */
  readonly error: string;
  /** The path in the manifest of the field that it is about. */
  readonly path: readonly string[];
  readonly events: readonly EventLine[];
  /** The claims that are made all the same. */
  readonly claims: readonly string[];
}

export interface RefusedPods {
  readonly diagnostic: Diagnostic;
  /** What comes of creating the set. Absent where it asks for no pods. */
  readonly timeline?: Timeline;
}

/**
 * Up to 1.33 the API server takes a set without a look at its templates, and in every version one whose name is too long for the labels of its pods. Then it
 * refuses each pod; the controller tries again for ever, and only events tell.
 */
export function refusedPods(subject: Subject): RefusedPods | undefined {
  const failed = tryToCreate(subject);
  if (failed === undefined) return undefined;
  return { diagnostic: diagnosticOf(subject, failed), ...subject.replicas === 0 ? {} : { timeline: timelineFrom(subject, failed) } };
}

/** Claims first, then the pod (stateful_pod_control.go:CreateStatefulPod, createPersistentVolumeClaims). Two rules ask it of each set. */
const tryToCreate = perObject((subject: Subject): Try | undefined => {
  const { manifest, kubernetes: { version, gates }, profile, start } = subject;
  const set = manifest.object as unknown as JsonObject;
  const pod = podName(subject, 0);
  const asked = claimsOf(set, start).map((claim, index) => {
    const { message, causes } = admit(version, 'PersistentVolumeClaim', claim, undefined, { gates });
    return { name: text(object(claim, 'metadata'), 'name'), message, path: setStepsOf(`spec.volumeClaimTemplates[${index}].${causes[0]?.field ?? ''}`, []) };
  });
  const events = asked.map(({ name, message }) => claimEvent(subject, 'create', name, pod, message));
  const claims = asked.filter(({ message }) => message === undefined).map(({ name }) => name);
  const refused = asked.filter(({ message }) => message !== undefined);
  if (refused.length > 0) {
    const error = aggregated(refused.map(({ name, message }) => `failed to create PVC ${name}: ${message}`));
    return { error, path: refused[0].path, claims, events: [...events, podEvent(subject, 'create', pod, error)] };
  }
  if (isTaken(subject)) return undefined;
  const made = podOf(set, start, revisionOf(subject, subject.image), profile.labelsPodIndex);
  const { message: error, causes } = admit(version, 'Pod', made, undefined, { gates });
  return error === undefined ? undefined : { error, path: placeOf(causes[0].field, subject), claims, events: [...events, podEvent(subject, 'create', pod, error)] };
});

/** Characters that a value of a label may have. */
const MAX_LABEL = 63;
/** A dash, and a hash of 32 bits in decimal. */
const MOST_OF_REVISION = 11;

/**
 * Whether the pod is taken with every revision. It has been tried with a short one already (placement.ts); the name of a revision begins as those of pods do, so that
 * a longer one can only be too long.
 */
const isTaken = ({ manifest, kubernetes, name }: Subject): boolean => ownPodsOf(manifest, kubernetes).taken && name.length + MOST_OF_REVISION <= MAX_LABEL;

/** Where a field of a pod stands in its set. What the set's own labels could be refused for has been, so what is left comes from its name. */
function placeOf(field: string, { claims }: Subject): string[] {
  if (field === 'spec.subdomain') return ['spec', 'serviceName'];
  if (field === 'spec.hostname' || /^metadata\.(?!finalizers)/.test(field)) return ['metadata', 'name'];
  return setStepsOf(`spec.template.${field}`, claims.map(({ name }) => name));
}

function diagnosticOf({ name, manifest, kubernetes: { version } }: Subject, { error, path }: Try): Diagnostic {
  return {
    rule: ADMITTED,
    severity: 'error',
    message: `no pod of StatefulSet ${name} can be created: ${error}`,
    reason: `Kubernetes ${version} takes the set and refuses its pods; the controller tries again for ever, and only events tell`,
    advice: 'change the field as the API server says',
    where: manifest.at(...path),
  };
}

/** The set is created, and the first pod tried for the first time. */
function timelineFrom(subject: Subject, { events, claims }: Try): Timeline {
  const revision = revisionOf(subject, subject.image);
  const counts = { replicas: 0, readyReplicas: 0, availableReplicas: 0, currentReplicas: 0, updatedReplicas: 0 };
  const start: Snapshot = {
    replicas: subject.replicas,
    partition: subject.partition,
    pods: [],
    claims: [],
    dns: [],
    leftovers: [],
    status: { ...counts, currentRevision: revision, updateRevision: revision },
    revisions: [],
  };
  const waiting = { status: 'Pending', capacity: '', accessModes: '', data: false };
  const made = subject.claims.map(({ name, storageClass }): ClaimLine => ({ name: `${name}-${podName(subject, 0)}`, storageClass, ...waiting }))
    .filter(({ name }) => claims.includes(name));
  return timelineOf(subject, 'bootstrap', start, [{
    index: 0,
    actor: 'statefulset-controller',
    action: [...claims.map((claim) => `create ${claim}`), `cannot create ${podName(subject, 0)}`].join(', '),
    watch: [],
    events,
    claims: made,
    dns: [],
    rollout: subject.onDelete ? [] : [`Waiting for ${subject.replicas} pods to be ready...`],
    note: 'every try fails like this one',
    after: { ...start, claims: made, revisions: [{ name: revision, revision: 1, image: subject.image }] },
  }]);
}
