import { READY_MAJORITY, READY_PEERS } from '../../cluster/problem';
import { CLAIM_GONE, LOST_NODE } from '../causes';
import type { Monitor } from '../explore';
import { kubectl } from '../kubectl';
import type { Scenario } from '../scenarios';
import { Subject, podName } from '../subject';
import type { Traits } from '../traits';
import { atMostOne } from './at-most-one';
import { DRAINABLE, QUORUM } from './availability';
import { Ending, Explanation, Guarantee, last } from './guarantee';
import { PEERS } from './network';
import { orderCreate } from './order-create';
import { orderTerminate } from './order-terminate';
import { orderUpdate } from './order-update';
import { BINDS, RELEASED, SCHEDULABLE, SINGLE_WRITER, neverCollected, processLeft } from './places';
import { storageKept } from './storage-kept';
import { storageSticky } from './storage-sticky';

const POLICY = ['spec', 'podManagementPolicy'];
const onlyOrdered = ({ parallel }: Traits): string | undefined => parallel ? 'podManagementPolicy is Parallel' : undefined;
/** The gate's update loop takes as many pods as the budget leaves (stateful_set_control.go:updateStatefulSetAfterInvariantEstablished). */
function onlyOneAtATime({ replicas, problem: { maxUnavailable, maxUnavailableIsPercent } }: Traits): string | undefined {
  const budget = maxUnavailableIsPercent ? Math.floor(maxUnavailable * replicas / 100) : maxUnavailable;
  return budget > 1 ? `maxUnavailable lets ${budget} pods be replaced at once` : undefined;
}
const onlyWithClaims = ({ problem: { claims } }: Traits): string | undefined => claims === 0 ? 'there are no volumeClaimTemplates' : undefined;

/** A step of the controller that no manifest should be able to cause. */
const unexpected = (id: string, what: string) => (): Explanation => ({
  severity: 'error',
  message: `${what}`,
  reason: `${id} is what a StatefulSet is used for`,
  advice: 'no field of the manifest is known to cause this; please report it with the manifest',
  path: ['spec'],
  ending: what,
});

/** What makes pods wait for each other does so in nearly every scenario: only of those that a set begins with it is worth saying in which. */
const when = ({ converges, title }: Scenario): string => converges?.startsWith('boot/') ? `when ${title}` : 'again';

/** A member that waits for its peers of the last run, which are not created before it is ready. */
function waitsForPeers(subject: Subject, scenario: Scenario): Explanation {
  const first = podName(subject, 0);
  return {
    severity: subject.parallel ? 'limit' : 'error',
    message: `${subject.name} never becomes ready ${when(scenario)}: ${first} waits for the peers of its last run${subject.parallel ? '' : `, and none is created before ${first} is ready`}`,
    reason: 'a member that was not the last to stop waits for those that ran when it did, and under OrderedReady the controller creates them only after it',
    advice: subject.parallel ? 'let the peers come back first, or have the member start without them as its manual says'
      : 'write podManagementPolicy: Parallel (the field cannot be changed on a live set: kubectl delete statefulset --cascade=orphan, then apply)',
    path: POLICY,
    ending: `${first} waits for its peers of the last run, and the controller waits for ${first}`,
    ...subject.parallel ? {} : { remedy: `${kubectl(subject, `delete statefulset ${subject.name} --cascade=orphan`)}, then apply it with podManagementPolicy: Parallel` },
  };
}

/** The set never becomes ready because its pods wait for each other. */
function bootDeadlock(subject: Subject, scenario: Scenario): Explanation {
  if (subject.readiness.model === READY_PEERS) return waitsForPeers(subject, scenario);
  const first = podName(subject, 0);
  const second = podName(subject, 1);
  if (subject.readiness.model === READY_MAJORITY && !subject.parallel) {
    return {
      severity: 'error',
      message: `${subject.name} never becomes ready ${when(scenario)}: ${first} waits for a majority, and ${second} is not created before ${first} is ready`,
      reason: 'under OrderedReady the controller creates a pod only when all before it are ready, and this engine is ready only when a majority of its pods run',
      advice: 'write podManagementPolicy: Parallel (the field cannot be changed on a live set: kubectl delete statefulset --cascade=orphan, then apply)',
      path: POLICY,
      ending: `${first} waits for a majority, and the controller waits for ${first}`,
      remedy: `${kubectl(subject, `delete statefulset ${subject.name} --cascade=orphan`)}, then apply it with podManagementPolicy: Parallel`,
    };
  }
  return {
    severity: 'error',
    message: `${subject.name} does not become ready when ${scenario.title}`,
    reason: 'every fair run must end with all replicas ready',
    advice: 'look at the last state of the counterexample: what each pod waits for there',
    path: POLICY,
    ending: 'nothing more happens, and not all replicas are ready',
  };
}

/**
 * Seen in the real controller, 1.34.4: `create pod web-0@r1; delete pod web-0@r1; status.currentReplicas: Invalid value: -1`, sync
 * after sync (conformance/README.md says how to record it).
 */
const createAndDeleteForEver = (subject: Subject): Explanation => ({
  severity: 'limit',
  message: `the controller can create and delete a pod of ${subject.name} for ever: its updateStrategy has no rollingUpdate block`,
  reason: 'without the block a missing pod is made at the old revision as long as status.currentReplicas counts it; under Parallel the same sync deletes it as outdated, '
    + 'counts -1 current replicas, and the API server refuses that status, so the count never changes',
  advice: 'write updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}',
  path: ['spec', 'updateStrategy'],
  ending: 'every sync creates the missing pod at the old revision and deletes it again',
  remedy: kubectl(subject, `patch statefulset ${subject.name} -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}'`),
});

/** With two unhealthy condemned pods the controller waits for the upper one, and would only delete the lower (upstream notes E3, kubernetes#57865). */
const scaleDownBlocked = (subject: Subject): Explanation => ({
  severity: 'limit',
  everySet: true,
  message: `two unhealthy pods above the wanted number block the scale-down of ${subject.name}`,
  reason: 'under OrderedReady the highest pod is deleted only if it is healthy or the lowest unhealthy one, and here it is neither',
  advice: 'delete the highest pod by hand',
  path: POLICY,
  ending: 'the controller waits for a failed pod that nobody replaces',
  remedy: kubectl(subject, `delete pod ${last(subject)}`),
});

function notConverged(subject: Subject, scenario: Scenario, { asleep, unhealthyCondemned, cause, slot }: Ending): Explanation {
  if (cause === LOST_NODE) return neverCollected(subject);
  if (cause === CLAIM_GONE) return claimTakenAway(subject, slot);
  if (!subject.parallel && unhealthyCondemned > 1) return scaleDownBlocked(subject);
  if (subject.problem.whenScaledDelete && scenario.name === 'rescale-during-termination') {
    const claim = `${subject.claims[0].name}-${last(subject)}`;
    return {
      severity: 'limit',
      message: `scaling up again just after scaling down leaves ${subject.name} one pod short, without an event`,
      reason: `the claim ${claim} still names the pod that is gone as its owner, so the controller waits for it to be collected; it does not watch claims, and nobody tells it`,
      advice: asleep
        ? 'wait until the claim is gone before scaling up again, or write whenScaled: Retain and delete claims by hand'
        : 'write whenScaled: Retain and delete claims by hand',
      path: ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled'],
      ending: asleep ? `${last(subject)} is missing until the set is touched or resynced (12 to 24 hours)` : `${last(subject)} is missing for ever`,
      remedy: kubectl(subject, `annotate statefulset ${subject.name} touched="$(date +%s)" --overwrite`),
    };
  }
  if (subject.readiness.model === READY_PEERS || subject.readiness.model === READY_MAJORITY && !subject.parallel) return bootDeadlock(subject, scenario);
  if (subject.problem.noRollingUpdateBlock && subject.parallel) return createAndDeleteForEver(subject);
  return {
    severity: 'error',
    message: `${subject.name} does not become what its spec asks for when ${scenario.title}`,
    reason: 'from every reachable state, once faults stop, the wanted state must be reached',
    advice: 'look at the last state of the counterexample: what each pod waits for there',
    path: ['spec'],
    ending: 'nothing more happens, and the spec is not met',
  };
}

/** The gate's update loop counts pods that are broken against the budget, also those that it would replace (updateStatefulSetAfterInvariantEstablished). */
const budgetUsedUp = (subject: Subject): Explanation => ({
  severity: 'limit',
  message: `an image that cannot start leaves pods of ${subject.name} broken, also after the fix is applied`,
  reason: 'with the feature gate MaxUnavailableStatefulSet nothing is replaced while as many pods as maxUnavailable are unavailable, and the broken ones are (kubernetes#137409)',
  advice: `delete the broken pods by hand after applying the fix; without the gate, a Parallel set of Kubernetes ${subject.kubernetes.version} heals by itself`,
  path: ['spec', 'updateStrategy'],
  ending: 'the broken pods use up maxUnavailable, and stay',
  remedy: kubectl(subject, `delete pod ${last(subject)}`),
});

/** kubernetes#67250, and its cousin under Parallel: the new pods need the broken ones for a quorum, and the update waits for the new ones. */
function notRecovered(subject: Subject, scenario: Scenario, ending: Ending): Explanation {
  const needsQuorum = subject.readiness.model === READY_MAJORITY;
  if (subject.parallel && subject.problem.maxUnavailable > 0) return budgetUsedUp(subject);
  if (subject.parallel && !needsQuorum) return notConverged(subject, scenario, ending);
  return {
    severity: 'limit',
    ...subject.parallel ? {} : { everySet: true },
    message: `an image that cannot start leaves ${subject.parallel ? `pods of ${subject.name}` : last(subject)} broken, also after the fix is applied`,
    reason: subject.parallel
      ? 'the pods with the fix need the broken ones for a quorum, and the controller waits for them before it replaces the broken ones'
      : 'under OrderedReady the controller waits for the broken pod to become ready before it looks at any update (kubernetes#67250)',
    advice: subject.parallel
      ? 'delete the broken pods by hand after applying the fix'
      : 'delete the broken pod by hand after applying the fix; under podManagementPolicy: Parallel the set heals by itself',
    path: POLICY,
    ending: `${subject.parallel ? 'the broken pods stay' : `${last(subject)} stays`} at the broken revision`,
    remedy: kubectl(subject, `delete pod ${subject.parallel ? podName(subject, 0) : last(subject)}`),
  };
}

/** Up to 1.33 the update loop asks for readiness only; under OrderedReady the walk before it asks for more. */
const rolledTooEarly = (subject: Subject): Explanation => ({
  severity: 'limit',
  message: `a rolling update of ${subject.name} does not wait for minReadySeconds`,
  reason: `up to Kubernetes 1.33 the controller replaces the next pod of a Parallel set as soon as the one above is ready (kubernetes#123918); this is ${subject.kubernetes.version}`,
  advice: 'upgrade to Kubernetes 1.34, or let the readiness probe wait: initialDelaySeconds, or a higher successThreshold',
  path: ['spec', 'minReadySeconds'],
  ending: 'the next pod is deleted while the updated one is ready, but not yet for minReadySeconds',
});

/** What the controller does out of order because it does not know better. */
function behindTheTimes({ problem: { waitsForOwnWrites } }: Subject, scenario: Scenario): Explanation | undefined {
  if (scenario.name !== 'stale-caches') return undefined;
  return {
    severity: 'limit',
    everySet: true,
    message: 'while its caches lag behind, the controller acts on pods as they were: one can come or go before the others are where its order wants them',
    reason: 'the order is kept among the pods that the controller sees; after a restart or behind a slow API server that can be a moment ago',
    advice: `do not let two members corrupt each other, whenever one comes or goes: fence by the data, as a lock or an epoch does${waitsForOwnWrites ? ''
      : '; from Kubernetes 1.36 on the controller waits for its own writes to be seen (StaleControllerConsistencyStatefulSet), which leaves less of this'}`,
    path: ['spec', 'podManagementPolicy'],
    ending: 'the controller does not see yet what has become of the other pods',
  };
}

/** What else than a rescale takes a claim away. */
function keptOtherwise(subject: Subject, scenario: Scenario): Explanation | undefined {
  const path = ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled'];
  if (scenario.name === 'autoscale') {
    return {
      severity: 'error',
      message: `the autoscaler of ${subject.name} deletes data: whenScaled is Delete, and it takes replicas away whenever load is low`,
      reason: 'nobody asks for the claim to go, and which members hold what is nothing that an autoscaler knows',
      advice: 'write whenScaled: Retain',
      path,
      ending: 'the claim of a replica is deleted with its data because load was low',
    };
  }
  if (scenario.name !== 'retention-changes') return undefined;
  return {
    severity: 'limit',
    message: `whenScaled: Retain comes too late for a pod of ${subject.name} that is on its way out: its claim is deleted all the same`,
    reason: 'the claim was given to the pod when the policy still said Delete, and a claim whose pod is gone is not given back',
    advice: 'change the policy before scaling down, and wait for status.observedGeneration',
    path,
    ending: 'a claim is deleted with its data, while the policy says Retain',
  };
}

/** Nobody watches claims: kubernetes#74374, #89910. */
const claimTakenAway = (subject: Subject, slot: number): Explanation => ({
  severity: 'limit',
  everySet: true,
  message: `a pod of ${subject.name} whose claim was deleted by hand can stay Pending`,
  reason: 'the scheduler waits for the claim, and the controller, which would make it again, does not watch claims and is not woken',
  advice: 'delete the pod once more after the claim is gone',
  path: ['spec', 'volumeClaimTemplates'],
  ending: 'the pod waits for a claim that nobody makes',
  remedy: kubectl(subject, `delete pod ${podName(subject, slot)}`),
});

/** Those that watch steps, for an exploration that is asked for these guarantees. */
export const monitorsFor = (ids: readonly string[]): Monitor[] =>
  GUARANTEES.flatMap(({ id, monitor }) => monitor !== undefined && ids.includes(id) ? [monitor] : []);

/** The guarantee that this cause refutes, where it is not any of those that runs end well. */
export const guaranteeOf = (cause: number): Guarantee | undefined => GUARANTEES.find((guarantee) => guarantee.cause === cause);

export const GUARANTEES: readonly Guarantee[] = [
  {
    id: 'identity/at-most-one',
    title: 'no two running processes ever share an ordinal',
    everyReplicaCount: 'one ordinal',
    monitor: atMostOne,
    explain: (subject, scenario) => processLeft(subject, scenario) ?? ({
      severity: 'error',
      message: `two processes of ${podName(subject, 0)} can run at once`,
      reason: 'with terminationGracePeriodSeconds 0 every delete is a force delete: the pod object is gone, and its name free, while the process still runs',
      advice: 'write terminationGracePeriodSeconds: 30 (1 is enough to prevent this; a database needs the time it takes to shut down)',
      path: ['spec', 'template', 'spec', 'terminationGracePeriodSeconds'],
      ending: 'the new process starts while the old one still runs',
    }),
  },
  {
    id: 'order/create',
    title: 'a pod is created only when every predecessor is running, ready and available',
    monitor: orderCreate,
    notPromised: onlyOrdered,
    everyReplicaCount: 'two ordinals',
    explain: (subject, scenario) => behindTheTimes(subject, scenario) ?? unexpected('order/create', 'a pod is created before its predecessors are ready')(),
  },
  {
    id: 'order/terminate',
    title: 'scale-down deletes the highest ordinal first, and each pod object is gone before the next is deleted',
    monitor: orderTerminate,
    notPromised: onlyOrdered,
    everyReplicaCount: 'two ordinals',
    explain: (subject, scenario) => behindTheTimes(subject, scenario) ?? unexpected('order/terminate', 'a pod is deleted while one above it still exists')(),
  },
  {
    id: 'order/update',
    title: 'the controller replaces outdated pods from the highest ordinal down, each after those above are updated and available, none below the partition',
    monitor: orderUpdate,
    notPromised: onlyOneAtATime,
    everyReplicaCount: 'two ordinals',
    explain: (subject, scenario) => behindTheTimes(subject, scenario) ?? (subject.problem.minReady && !subject.profile.healthIsAvailability ? rolledTooEarly(subject) : unexpected('order/update', 'a pod is replaced out of order')()),
  },
  {
    id: 'storage/sticky',
    title: 'an ordinal runs only on its own bound claims, and keeps them while it runs',
    everyReplicaCount: 'one ordinal',
    monitor: storageSticky,
    notPromised: onlyWithClaims,
    explain: unexpected('storage/sticky', 'a process runs without its claim'),
  },
  {
    id: 'storage/kept',
    title: 'a claim with data is deleted only where the retention policy says so and the ordinal is not wanted',
    everyReplicaCount: 'one ordinal',
    monitor: storageKept,
    notPromised: onlyWithClaims,
    explain: (subject, scenario) => keptOtherwise(subject, scenario) ?? (subject.problem.whenScaledDelete
      ? {
        severity: 'limit',
        message: `scaling up again while ${last(subject)} terminates deletes its data`,
        reason: 'the claim was given to the pod before it was deleted, and is collected with it, although the ordinal is wanted again',
        advice: 'write whenScaled: Retain and delete claims by hand, or wait until pod and claim are gone before scaling up again',
        path: ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled'],
        ending: `the claim of ${last(subject)} is deleted with its data, while replicas asks for it`,
      }
      : unexpected('storage/kept', `a claim is deleted when ${scenario.title}`)()),
  },
  SINGLE_WRITER,
  BINDS,
  SCHEDULABLE,
  PEERS,
  {
    id: 'boot/completes',
    title: 'from nothing, all replicas become ready',
    everyReplicaCount: 'boot',
    explain: bootDeadlock,
  },
  {
    id: 'boot/restarts',
    title: 'after all pods are lost at once, all replicas become ready',
    everyReplicaCount: 'boot',
    explain: bootDeadlock,
  },
  {
    id: 'rollout/converges',
    title: 'from every reachable state, once faults stop, the wanted state is reached',
    everyReplicaCount: 'converges',
    explain: notConverged,
  },
  {
    id: 'rollout/recovers',
    title: 'after a broken revision is replaced by a sound one, no pod has to be deleted by hand',
    everyReplicaCount: 'recovers',
    // What is below a partition nobody mends.
    onlyTheseReplicas: ({ partition }) => partition > 0 ? 'there is a partition' : undefined,
    explain: notRecovered,
  },
  RELEASED,
  QUORUM,
  DRAINABLE,
];

/** What is broken where a run comes to a bad end for a reason that is nobody else's. */
export const ENDS_WELL: Guarantee = GUARANTEES.find(({ id }) => id === 'rollout/converges')!;
