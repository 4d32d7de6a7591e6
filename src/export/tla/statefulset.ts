import type { Problem } from '../../cluster/problem';

/** The controller: the twin of src/cluster/statefulset.ts and status.ts, where upstream's files and functions are named. */
export const statefulset = (problem: Problem): string => String.raw`
-----------------------------------------------------------------------------
\* THE CONTROLLER (pkg/controller/statefulset/stateful_set_control.go and stateful_pod_control.go).

Monotonic == ~Parallel
Replicas == SeenSet.replicas

Least(S) == CHOOSE x \in S : \A y \in S : x <= y
Greatest(S) == CHOOSE x \in S : \A y \in S : x >= y

RECURSIVE Descending(_)
Descending(S) == IF S = {} THEN <<>> ELSE <<Greatest(S)>> \o Descending(S \ {Greatest(S)})

IsReady(i) == Seen(i).phase = "Running" /\ Seen(i).ready
IsSteady(i) == Seen(i).phase = "Running" /\ Seen(i).available

\* Since 1.34 a pod that is ready but not available is as bad as one that is not ready (isUnavailable; before, isHealthy).
Healthy(i) == ~Seen(i).deleting /\ IF HealthIsAvailability THEN Seen(i).available ELSE IsReady(i)

\* newVersionedStatefulSetPod
RevisionForNewPod(i) ==
  IF SeenSet.onDelete THEN SeenSet.template
  ELSE IF i < (IF SeenSet.noRollingUpdateBlock THEN SeenSet.currentReplicas ELSE SeenSet.partition) THEN SeenSet.currentRevision
  ELSE SeenSet.template

RevisionAt(i) == IF Seen(i).phase = "Absent" THEN RevisionForNewPod(i) ELSE Seen(i).revision
Outdated(i) == RevisionAt(i) # SeenSet.template /\ ~Seen(i).deleting

\* Claims first, then the pod, then the owners of the claims that were there before (CreateStatefulPod).
CreateStatefulPod(sync, i) ==
  LET claimed == CreateMissingClaims(sync, i)
      made == CreatePod(claimed, i, RevisionForNewPod(i))
      owned == UpdateClaimOwners(made, i, FALSE)
  IN  IF claimed.outcome # "go" THEN claimed
      ELSE IF made.outcome # "go" THEN made
      ELSE IF made.answer = "exists" THEN End(made, "error")
      ELSE IF owned.outcome # "go" \/ made.answer = "done" THEN owned
      ELSE End(owned, "error")

\* Up to 1.35, deleting what is gone already is an error (DeleteStatefulPod).
DeleteStatefulPod(sync, i) ==
  LET sent == SendDelete(sync, i)
  IN  IF sent.answer = "missing" /\ DeleteOfMissingPodIsDone THEN sent ELSE Expect(sent)

\* In order, whatever had to be done for one pod ends the sync; Parallel sets go on.
Done(sync, i) ==
  IF sync.outcome # "go" THEN sync
  ELSE IF Monotonic THEN End(sync, "exit")
  ELSE RepeatClaimOwners(sync, i)

ProcessReplica(sync, i) ==
  LET pod == Seen(i)
      deleted == IF pod.deleting THEN sync ELSE DeleteStatefulPod(sync, i)
      claimed == CreateMissingClaims(sync, i)
  IN  CASE pod.phase = "Failed" -> IF deleted.outcome = "go" THEN End(deleted, "exit") ELSE deleted
        [] pod.phase = "Absent" -> IF HasStaleClaim(i) THEN End(sync, "exit") ELSE Done(CreateStatefulPod(sync, i), i)
        [] pod.phase \in {"Pending", "Scheduled"} -> Done(IF claimed.outcome = "go" THEN UpdateClaimOwners(claimed, i, FALSE) ELSE claimed, i)
        [] pod.phase = "Running" -> IF Monotonic /\ ~(Healthy(i) /\ pod.available) THEN End(sync, "exit") ELSE UpdateClaimOwners(sync, i, FALSE)

\* Of the pods above the wanted number, the highest goes first, unless it is unhealthy and another one is the first unhealthy (processCondemned).
Condemned == {i \in Ordinals : i >= Replicas /\ Seen(i).phase # "Absent"}
Unhealthy == {i \in Ordinals : (i < Replicas \/ Seen(i).phase # "Absent") /\ ~Healthy(i)}
IsFirstUnhealthy(i) == i \in Unhealthy /\ \A j \in Unhealthy : i <= j

ProcessCondemned(sync, i) ==
  LET deleted == DeleteStatefulPod(sync, i)
  IN  IF Seen(i).deleting THEN IF Monotonic THEN End(sync, "exit") ELSE sync
      ELSE IF Monotonic /\ ~IsSteady(i) /\ ~IsFirstUnhealthy(i) THEN End(sync, "exit")
      ELSE IF deleted.outcome = "go" THEN End(deleted, "exit") ELSE deleted

\* Parallel sets start 1, then 2, then 4 ... at a time, and after an error no later batch (slowStartBatch): the last place of the batch that a place is in.
LastOfBatch(place) == Least({last \in {1, 3, 7, 15, 31, 63, 127} : last >= place})

\* runForAll: one walk over the replicas, one over the claims of the condemned, one over the condemned, each in order or in batches.
Process(sync, walk, i) ==
  CASE walk = "replicas" -> ProcessReplica(sync, i)
    [] walk = "claims of condemned" -> UpdateClaimOwners(sync, i, TRUE)
    [] walk = "condemned" -> ProcessCondemned(sync, i)

RECURSIVE WalkOn(_, _, _, _, _)
WalkOn(sync, walk, list, place, last) ==
  IF place > Len(list) \/ place > last THEN End(sync, IF sync.failed THEN "error" ELSE "go")
  ELSE LET done == Process(sync, walk, list[place])
       IN  IF done.outcome = "cut" \/ (Monotonic /\ done.outcome # "go") THEN done
           ELSE IF done.outcome = "error"
                THEN WalkOn([done EXCEPT !.outcome = "go", !.failed = TRUE], walk, list, place + 1, IF LastOfBatch(place) < last THEN LastOfBatch(place) ELSE last)
                ELSE WalkOn(End(done, "go"), walk, list, place + 1, last)

Walk(sync, walk, list) == IF sync.outcome = "go" THEN WalkOn(sync, walk, list, 1, Len(list)) ELSE sync

\* One that is gone by now is as good as deleted.
DeleteOutdated(sync, i) ==
  LET sent == SendDelete(sync, i)
  IN  IF sent.answer \in {"done", "missing"} THEN [sent EXCEPT !.deletions = @ + 1] ELSE Expect(sent)

${problem.maxUnavailable > 0 ? WITHIN_BUDGET : ONE_AT_A_TIME}
${STATUS}
${syncOf(problem)}
`;

const ONE_AT_A_TIME = String.raw`\* From the highest ordinal down to the partition: replace the first outdated pod, or wait for the first unhealthy one.
RollingUpdate(sync) ==
  LET stops == {i \in SeenSet.partition .. Replicas - 1 : Outdated(i) \/ ~Healthy(i)}
  IN  IF stops # {} /\ Outdated(Greatest(stops)) THEN DeleteOutdated(sync, Greatest(stops)) ELSE sync
`;

const WITHIN_BUDGET = String.raw`\* With the gate MaxUnavailableStatefulSet: as many outdated pods as the budget leaves (updateStatefulSetAfterInvariantEstablished). Percentages are rounded
\* down, and never less than one.
Budget ==
  IF SeenSet.noRollingUpdateBlock THEN 1
  ELSE IF ~MaxUnavailableIsPercent THEN MaxUnavailable
  ELSE Greatest({1, (MaxUnavailable * Replicas) \div 100})

RECURSIVE DeleteFirst(_, _, _)
DeleteFirst(sync, list, count) ==
  IF list = <<>> \/ count <= 0 \/ sync.outcome # "go" THEN sync
  ELSE DeleteFirst(DeleteOutdated(sync, Head(list)), Tail(list), count - 1)

RollingUpdate(sync) ==
  DeleteFirst(sync, Descending({i \in SeenSet.partition .. Replicas - 1 : Outdated(i)}),
              Budget - Cardinality({i \in 0 .. Replicas - 1 : ~Healthy(i)}))
`;

const STATUS = String.raw`\* The status: counts of the pods as the sync found them. As many updated and ready as are wanted, and no more: the update is complete (completeRollingUpdate).
WriteStatus(sync) ==
  LET there == {i \in Ordinals : Seen(i).phase # "Absent"}
      counted == {i \in there : ~Seen(i).deleting}
      updated == Cardinality({i \in counted : Seen(i).revision = SeenSet.template})
      current == Cardinality({i \in counted : Seen(i).revision = SeenSet.currentRevision}) - sync.deletions
      complete == /\ ~SeenSet.onDelete
                  /\ updated = Replicas
                  /\ Cardinality({i \in there : IsReady(i)}) = Replicas
                  /\ Cardinality(there) = Replicas
      revision == IF complete THEN SeenSet.template ELSE SeenSet.currentRevision
      replicas == IF complete THEN updated ELSE current
      same == revision = SeenSet.currentRevision /\ (SeenSet.noRollingUpdateBlock => replicas = SeenSet.currentReplicas)
  IN  IF replicas >= 0 /\ same THEN sync ELSE UpdateStatus(sync, revision, replicas)
`;

const syncOf = ({ staleCaches, waitsForOwnWrites }: Problem): string => String.raw`UpdatePods(sync) ==
  LET replicas == Walk(sync, "replicas", [place \in 1 .. Replicas |-> place - 1])
      claimed == Walk(replicas, "claims of condemned", Descending(Condemned))
      scaled == Walk(claimed, "condemned", Descending(Condemned))
  IN  IF scaled.outcome = "go" /\ ~SeenSet.onDelete THEN RollingUpdate(scaled) ELSE scaled

Requeue(sync) == [sync EXCEPT !.now = Wake(@)]

\* One sync: at most so many writes reach the API server, and it refuses that one.
Sync(limit, refused) ==
  LET walked == UpdatePods(Begin(limit, refused))
      told == WriteStatus(End(walked, "go"))
  IN  ${staleCaches && waitsForOwnWrites ? String.raw`\* Since 1.36 nothing is done while the cache does not show what this controller wrote (EnsureReady).
      IF cache.unseenPods # {} \/ cache.unseenSet THEN Requeue(Begin(limit, refused))
      ELSE ` : ''}IF walked.outcome = "cut" THEN walked
      ELSE IF told.outcome = "cut" THEN told
      ELSE IF "error" \in {walked.outcome, told.outcome} THEN Requeue(told)
      ELSE told

${take(staleCaches, waitsForOwnWrites)}`;

function take(staleCaches: boolean, waitsForOwnWrites: boolean): string {
  if (!staleCaches) return 'Take(sync) == Become(sync.now)';
  return String.raw`CacheAfter(sync) == ${waitsForOwnWrites ? String.raw`[cache EXCEPT !.unseenPods = @ \union sync.created, !.unseenSet = @ \/ sync.told]` : 'cache'}

Take(sync) == \E done \in {sync} : Become(done.now) /\ cache' = CacheAfter(done)`;
}
