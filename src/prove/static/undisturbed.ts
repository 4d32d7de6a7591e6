import type { StaticRule } from './index';
import { found, mostReplicas } from './pods';
import { adoptersOf, othersSelected, podsNamedAfter } from './workloads';
import type { Workload } from './workloads';
import type { Diagnostic } from '../../manifest/diagnostic';
import { groupedByAll } from '../../manifest/grouped';
import { nearby } from '../../manifest/nearby';
import type { ManifestObject, Manifests, StatefulSet } from '../../manifest/objects';
import { perObject } from '../../manifest/per-object';
import { selects } from '../../manifest/selector';
import type { Subject } from '../subject';

const id = 'identity/undisturbed';

/** Nothing of it is checked by the API server. The worst comes first: it is the one that the matrix tells. */
export const undisturbed: StaticRule = {
  id,
  title: 'no claim name, pod name or selector of another workload collides with those of the set',
  check: (subject, manifests) => [sameClaims, samePods, adopters, overlaps].flatMap((collisions) => collisions(subject, manifests)),
};

/** What the claims of a set are called before the ordinal. */
const claimsOf = ({ name, object: { spec } }: ManifestObject<StatefulSet>): string[] => (spec.volumeClaimTemplates ?? []).map(({ metadata }) => `${metadata.name}-${name}`);

const setsByClaim = perObject(({ statefulSets }: Manifests) => groupedByAll(statefulSets, claimsOf));

/**
 * The claim data-a of set b and the claim data of set a-b are both data-a-b-0 (stateful_set_utils.go:getPersistentVolumeClaimName;
 * https://github.com/kubernetes/kubernetes/issues/41153). A claim that is among the files as such is no collision: it is how data is brought along.
 */
function sameClaims(subject: Subject, manifests: Manifests): Diagnostic[] {
  const sets = setsByClaim(nearby(manifests, subject.namespace));
  return subject.claims.flatMap(({ name }, index) => {
    const claim = `${name}-${subject.name}`;
    const other = sets.get(claim)?.find((set) => set.name !== subject.name);
    if (other === undefined) return [];
    return [found(id, subject, ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'], {
      severity: 'error',
      message: `StatefulSet ${subject.name} and StatefulSet ${other.name} have the same claims, such as ${claim}-${subject.start}`,
      reason: 'pods of two sets write to one volume',
      advice: 'rename the claim template of one of them',
    })];
  });
}

/** Sets of two names have no pod in common: what stands before the last dash is the set's name. So only a pod that is written by itself can have a member's. */
function samePods(subject: Subject, manifests: Manifests): Diagnostic[] {
  const end = subject.start + mostReplicas(subject, manifests);
  return podsNamedAfter(subject, manifests).flatMap((pod): Diagnostic[] => {
    const ordinal = ordinalIn(pod.name, subject.name);
    if (ordinal === undefined) return [];
    const advice = `give Pod ${pod.name} a name that does not end like an ordinal`;
    // controller_ref_manager.go:ClaimObject adopts a pod without an owner if stateful_set_utils.go:isMemberOf takes its name.
    if (selects(subject.manifest.object.spec.selector, pod.labels)) {
      const isWanted = Number(ordinal) >= subject.start && Number(ordinal) < end;
      return [found(id, subject, ['spec', 'selector'], {
        severity: 'error',
        message: `StatefulSet ${subject.name} takes Pod ${pod.name} for one of its own`,
        reason: isWanted ? 'the controller adopts it and never makes the member that should be there' : 'the controller adopts it, and deletes it as a replica too many',
        advice,
      })];
    }
    if (ordinal !== String(Number(ordinal)) || Number(ordinal) < subject.start || Number(ordinal) >= end) return [];
    return [found(id, subject, ['metadata', 'name'], {
      severity: 'error',
      message: `Pod ${pod.name} has the name of a pod of StatefulSet ${subject.name}`,
      // stateful_pod_control.go:CreateStatefulPod returns AlreadyExists before it would record an event.
      reason: 'the controller cannot make its own, tries for ever, and records no event',
      advice,
    })];
  });
}

/** stateful_set_utils.go:statefulPodRegex, which takes leading zeros (https://github.com/kubernetes/kubernetes/issues/141094). */
const ordinalIn = (pod: string, set: string): string | undefined => (pod.startsWith(`${set}-`) ? /^[0-9]+$/.exec(pod.slice(set.length + 1))?.[0] : undefined);

/** A Deployment is none of them: its ReplicaSets select by a hash too. */
function adopters(subject: Subject, manifests: Manifests): Diagnostic[] {
  return adoptersOf(subject, manifests).map(({ kind, name }) => found(id, subject, ['spec', 'template', 'metadata', 'labels'], {
    severity: 'error',
    message: `the selector of ${kind} ${name} also matches the pods of StatefulSet ${subject.name}`,
    reason: `kubectl delete --cascade=orphan, as a change of a claim template needs it, leaves the pods to ${kind} ${name}, which deletes those that it has no use for`,
    advice: `give the pods of the set a label with a value of its own, and let ${kind} ${name} select another`,
  }));
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-selector */
function overlaps(subject: Subject, manifests: Manifests): Diagnostic[] {
  const { selector } = subject.manifest.object.spec;
  const others = othersSelected(subject, manifests, selector).filter(({ kind, name }) => !(kind === 'Pod' && ordinalIn(name, subject.name) !== undefined));
  if (others.length === 0) return [];
  return [found(id, subject, ['spec', 'selector'], {
    severity: 'error',
    message: `the selector of StatefulSet ${subject.name} also matches the pods of ${others.map(named).join(' and ')}`,
    reason: 'whatever finds the members by that selector, such as an autoscaler, a disruption budget or an anti-affinity, takes the pods of the other for members',
    advice: 'give the pods of the set a label that no other pods have, such as app.kubernetes.io/component, and select by it; the selector of a set that exists cannot be changed',
  })];
}

const named = ({ kind, name }: Workload): string => `${kind} ${name}`;
