import { LEFT_BEHIND, UNBOUND, UNSCHEDULABLE } from '../causes';
import { kubectl } from '../kubectl';
import type { Scenario } from '../scenarios';
import { Subject, podName } from '../subject';
import { Explanation, Guarantee } from './guarantee';
import { singleWriter } from './single-writer';

const POD = ['spec', 'template', 'spec'];
const CLAIMS = ['spec', 'volumeClaimTemplates'];

/** Scenarios in which a person tells Kubernetes that nothing runs on a node any more. */
const AGAINST_ADVICE = ['force-deletion', 'node-deleted', 'node-out-of-service'];

/** Two processes of one ordinal, where a person has said that the first has ended. */
export function processLeft(subject: Subject, scenario: Scenario): Explanation | undefined {
  if (!AGAINST_ADVICE.includes(scenario.name)) return undefined;
  return {
    severity: 'limit',
    everySet: true,
    message: `force after the loss of a node can leave two processes of ${podName(subject, 0)} running`,
    reason: 'a node that does not answer may still run its containers; who deletes its pods by force, deletes it, or taints it out-of-service says that it does not, and Kubernetes takes their word',
    advice: 'switch the machine off first, then say so',
    path: POD,
    ending: 'the new process starts while the old one may still run on the lost node',
  };
}

/** kubernetes#54368, the question asked most. */
export const neverCollected = (subject: Subject): Explanation => ({
  severity: 'limit',
  everySet: true,
  message: `pods of ${subject.name} on a node that stops answering stay Terminating, and are not replaced, until the node returns or is given up`,
  reason: 'Kubernetes cannot know whether they still run, and never runs two pods of one identity by itself (kubernetes#54368)',
  advice: 'when the machine is off for certain, say so: the taint node.kubernetes.io/out-of-service, or delete the Node object',
  path: POD,
  ending: 'the pod of the lost node stays Terminating',
  remedy: 'kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute',
});

export const SINGLE_WRITER: Guarantee = {
  id: 'storage/single-writer',
  title: 'a volume that one node may have is never mounted on two',
  monitor: singleWriter,
  notPromised: ({ problem, placement }) => problem.claims === 0 ? 'there are no volumeClaimTemplates'
    : placement.singleNode ? undefined : 'its volumes may be mounted on many nodes',
  everyReplicaCount: 'one ordinal',
  explain: (subject, scenario) => ({
    ...AGAINST_ADVICE.includes(scenario.name) ? { severity: 'limit', everySet: true } as const : { severity: 'error' } as const,
    message: `the volume of ${podName(subject, 0)} can be mounted on two nodes at once`,
    reason: 'a volume is taken from a node that does not answer after six minutes, or at once with the taint out-of-service; what still runs there has it mounted',
    advice: 'switch the machine off before its pod is replaced, or use storage that fences the old node off; ReadWriteOncePod does not help, the old pod object is gone',
    path: CLAIMS,
    ending: 'the volume is mounted on the new node while the old process may still write to it',
  }),
};

export const BINDS: Guarantee = {
  id: 'storage/binds',
  title: 'every claim gets a volume where its pod can run',
  cause: UNBOUND,
  shownIn: ['placement'],
  notPromised: ({ problem }) => problem.claims === 0 ? 'there are no volumeClaimTemplates' : undefined,
  explain: (subject) => ({
    severity: 'error',
    message: `a claim of ${subject.name} never gets a volume`,
    reason: 'no storage class of the cluster provisions one for it, and no volume that is there fits where the pod may run',
    advice: 'name a storage class that the cluster has, in storageClassName, or add volumes of the size, the access mode and on the nodes that the claims need',
    path: [...CLAIMS, 0, 'spec'],
    ending: 'the claim stays Pending',
  }),
};

export const SCHEDULABLE: Guarantee = {
  id: 'placement/schedulable',
  title: 'every replica finds a node, with the affinity, spread, taints, resources and volumes given',
  cause: UNSCHEDULABLE,
  explain: (subject) => ({
    severity: 'error',
    message: `a replica of ${subject.name} finds no node`,
    reason: `${whyNot(subject)}; the pod stays Pending until the cluster or the manifest changes`,
    advice: 'add nodes that fit, ask for fewer replicas, or let the rule be a preference: preferredDuringSchedulingIgnoredDuringExecution, or whenUnsatisfiable: ScheduleAnyway',
    path: POD,
    ending: 'the pod stays Pending: no node passes all rules',
  }),
};

/** The rule that looks guilty, from what the placement says; the counterexample has the rest. */
function whyNot({ placement: { eligible, apart, spread, room }, replicas }: Subject): string {
  const nodes = room.filter((_, n) => (eligible >>> n & 1) === 1);
  if (nodes.length === 0) return 'selectors, affinity and taints leave no node';
  if (nodes.reduce((total, most) => total + most, 0) < replicas) return 'the nodes have no room for all of them';
  if (apart > 0) return 'required anti-affinity keeps the replicas apart, and the nodes that are left are not for it, or out of reach of its volume';
  if (spread.length > 0) return 'the spread constraint does not let it where its volume is';
  return 'its volume ties it to nodes that it may not have';
}

export const RELEASED: Guarantee = {
  id: 'storage/released',
  title: 'the claims of a deleted set go where the retention policy says so',
  cause: LEFT_BEHIND,
  shownIn: ['delete', 'delete-foreground'],
  notPromised: ({ problem }) => problem.whenDeletedDelete ? undefined : 'whenDeleted is Retain',
  explain: (subject) => ({
    severity: 'limit',
    message: `a claim of ${subject.name} can be left behind when the set is deleted, although whenDeleted is Delete`,
    reason: 'the claim gets its owner only in a sync after the one that made its pod; who deletes the set in between leaves a claim that nobody owns (kubernetes#142130)',
    advice: 'look for claims that are left before you create a set of this name again: a new set takes them with their old data',
    path: ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted'],
    ending: 'the set is gone, and the claim stays',
    remedy: kubectl(subject, `delete pvc ${subject.claims[0]?.name}-${podName(subject, 0)}`),
  }),
};
