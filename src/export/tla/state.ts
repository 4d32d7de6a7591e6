import type { Problem } from '../../cluster/problem';

/** The variables, and the cluster as one record, which operators change step by step. */
export const state = ({ staleCaches }: Problem): string => String.raw`
-----------------------------------------------------------------------------
\* THE STATE.

VARIABLES
  set,        \* the StatefulSet, as the API server stores it: what of its spec and status decides anything
  retention,  \* its persistentVolumeClaimRetentionPolicy: whether whenScaled and whenDeleted are Delete
  pods,       \* the pod of each ordinal, or NoPod
  claims,     \* the claim of each ordinal, or NoClaim
  queued,     \* whether the set is in the controller's work queue
  leftover,   \* whether a process of an earlier pod of the ordinal still runs
  peers,      \* which ordinals ran when this one stopped: what a member remembers on its volume${staleCaches ? String.raw`
  cache,      \* what the controller's cache shows, and what it wrote that the cache does not show yet` : ''}
  edit,       \* how many edits of the script have been made
  faults      \* how many faults may still happen

vars == <<set, retention, pods, claims, queued, leftover, peers${staleCaches ? ', cache' : ''}, edit, faults>>

NoPod == [phase |-> "Absent", ready |-> FALSE, available |-> FALSE, deleting |-> FALSE, revision |-> 0]
NoClaim == [phase |-> "Absent", deleting |-> FALSE, owner |-> "none", collecting |-> FALSE, data |-> FALSE]

\* "Pending" is a pod without a node, "Scheduled" one with a node whose containers are being made.
Pods == [phase : {"Absent", "Pending", "Scheduled", "Running", "Failed"}, ready : BOOLEAN, available : BOOLEAN, deleting : BOOLEAN, revision : Revisions]

\* Whom the owner reference of a claim names: the set, the present pod, or a pod of this name that is gone${staleCaches ? ', which the controller may not know yet' : ''}.
Claims == [phase : {"Absent", "Pending", "Bound"}, deleting : BOOLEAN, owner : {"none", "set", "pod", "gone"${staleCaches ? ', "unseen"' : ''}}, collecting : BOOLEAN, data : BOOLEAN]

Sets == [replicas : 0 .. Slots, partition : 0 .. Slots, template : Revisions, onDelete : BOOLEAN, noRollingUpdateBlock : BOOLEAN,
         currentRevision : Revisions, currentReplicas : 0 .. Slots]

TypeOK ==
  /\ set \in Sets
  /\ retention \in [whenScaled : BOOLEAN, whenDeleted : BOOLEAN]
  /\ pods \in [Ordinals -> Pods]
  /\ claims \in [Ordinals -> Claims]
  /\ queued \in BOOLEAN
  /\ leftover \in [Ordinals -> BOOLEAN]
  /\ peers \in [Ordinals -> SUBSET Ordinals]${staleCaches ? String.raw`
  /\ cache \in [set : Sets, pods : [Ordinals -> Pods], unseenPods : SUBSET Ordinals, unseenSet : BOOLEAN]` : ''}
  /\ edit \in 0 .. Len(Edits)
  /\ faults \in 0 .. Faults

\* The cluster as one record, so that an operator can make one change after another.
Now == [set |-> set, retention |-> retention, pods |-> pods, claims |-> claims, queued |-> queued, leftover |-> leftover, peers |-> peers]

\* To TLC, choosing from one means to evaluate it once, and not once for each variable.
Become(now) ==
  \E new \in {now} :
    /\ set' = new.set
    /\ retention' = new.retention
    /\ pods' = new.pods
    /\ claims' = new.claims
    /\ queued' = new.queued
    /\ leftover' = new.leftover
    /\ peers' = new.peers

\* What Kubernetes does by itself, and what happens to it: each fault is one of those that may still happen.
Step(now) == Become(now) /\ UNCHANGED <<${staleCaches ? 'cache, ' : ''}edit, faults>>
Spend == faults > 0 /\ faults' = IF AnyFaults THEN faults ELSE faults - 1
Fault(now) == Spend /\ Become(now) /\ UNCHANGED ${staleCaches ? '<<cache, edit>>' : 'edit'}

Init ==
  \E replicas \in InitialReplicas, partition \in InitialPartitions :
    /\ set = [replicas |-> replicas, partition |-> partition, template |-> 0, onDelete |-> OnDelete, noRollingUpdateBlock |-> NoRollingUpdateBlock,
              currentRevision |-> 0, currentReplicas |-> IF Settled /\ NoRollingUpdateBlock THEN replicas ELSE 0]
    /\ retention = [whenScaled |-> WhenScaledDelete, whenDeleted |-> WhenDeletedDelete]
    /\ pods = [i \in Ordinals |->
         IF Settled /\ i < replicas THEN [NoPod EXCEPT !.phase = "Running", !.ready = TRUE, !.available = TRUE] ELSE NoPod]
    /\ claims = [i \in Ordinals |->
         IF Settled /\ HasClaims /\ i < replicas
         THEN [NoClaim EXCEPT !.phase = "Bound", !.data = TRUE, !.owner = IF WhenDeletedDelete THEN "set" ELSE "none"]
         ELSE NoClaim]
    /\ queued = (~WorkQueue \/ ~Settled)
    /\ leftover = [i \in Ordinals |-> FALSE]
    /\ peers = [i \in Ordinals |-> {}]${staleCaches ? String.raw`
    /\ cache = [set |-> set, pods |-> pods, unseenPods |-> {}, unseenSet |-> FALSE]` : ''}
    /\ edit = 0
    /\ faults = Faults
`;
