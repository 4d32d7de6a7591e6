---------------------------- MODULE StaleSince36 ----------------------------
\* a set.
\* Written by cdk8s-stateful 1.2.3. TLC finds as many distinct states as `prove` does without reductions.
\* java -cp tla2tools.jar tlc2.TLC StaleSince36

EXTENDS Integers, Sequences, FiniteSets

-----------------------------------------------------------------------------
\* THE PROBLEM.

Slots == 2                        \* the most replicas that are ever asked for
Ordinals == 0 .. Slots - 1
HasClaims == FALSE                \* whether there are volumeClaimTemplates: one claim of an ordinal stands for all
Parallel == FALSE                 \* podManagementPolicy; else OrderedReady
OnDelete == FALSE                 \* updateStrategy.type in the beginning; else RollingUpdate
NoRollingUpdateBlock == FALSE     \* RollingUpdate without a rollingUpdate block is not the same as with partition 0
MinReady == FALSE                 \* minReadySeconds is above 0
NoGracePeriod == FALSE            \* terminationGracePeriodSeconds is 0: every delete is a force delete
WhenScaledDelete == FALSE         \* persistentVolumeClaimRetentionPolicy in the beginning; else Retain
WhenDeletedDelete == FALSE
Revisions == 0 .. 1               \* each template is one revision; 0 is the first
Broken == {}                      \* the templates whose pods cannot start
Readiness == "self"               \* what a pod needs of others to become ready
Peers == 2                        \* of how many a majority is counted
Names == "published"              \* which names of pods resolve
HealthIsAvailability == TRUE      \* Kubernetes 1.34 and later
DeleteOfMissingPodIsDone == TRUE  \* Kubernetes 1.36 and later
Settled == FALSE                  \* in the beginning all pods are ready; else nothing exists yet
InitialReplicas == {2}
InitialPartitions == {0}
WorkQueue == FALSE                \* whether a set that is not queued has to wait; else the controller looks at any time
Leftovers == TRUE                 \* whether processes that outlive their pod are told apart
AnyFaults == FALSE                \* faults never run out
Faults == 1                       \* else so many may happen
Edits == <<[kind |-> "template", argument |-> 1]>>  \* the script of the user

-----------------------------------------------------------------------------
\* THE STATE.

VARIABLES
  set,        \* the StatefulSet, as the API server stores it: what of its spec and status decides anything
  retention,  \* its persistentVolumeClaimRetentionPolicy: whether whenScaled and whenDeleted are Delete
  pods,       \* the pod of each ordinal, or NoPod
  claims,     \* the claim of each ordinal, or NoClaim
  queued,     \* whether the set is in the controller's work queue
  leftover,   \* whether a process of an earlier pod of the ordinal still runs
  peers,      \* which ordinals ran when this one stopped: what a member remembers on its volume
  cache,      \* what the controller's cache shows, and what it wrote that the cache does not show yet
  edit,       \* how many edits of the script have been made
  faults      \* how many faults may still happen

vars == <<set, retention, pods, claims, queued, leftover, peers, cache, edit, faults>>

NoPod == [phase |-> "Absent", ready |-> FALSE, available |-> FALSE, deleting |-> FALSE, revision |-> 0]
NoClaim == [phase |-> "Absent", deleting |-> FALSE, owner |-> "none", collecting |-> FALSE, data |-> FALSE]

\* "Pending" is a pod without a node, "Scheduled" one with a node whose containers are being made.
Pods == [phase : {"Absent", "Pending", "Scheduled", "Running", "Failed"}, ready : BOOLEAN, available : BOOLEAN, deleting : BOOLEAN, revision : Revisions]

\* Whom the owner reference of a claim names: the set, the present pod, or a pod of this name that is gone, which the controller may not know yet.
Claims == [phase : {"Absent", "Pending", "Bound"}, deleting : BOOLEAN, owner : {"none", "set", "pod", "gone", "unseen"}, collecting : BOOLEAN, data : BOOLEAN]

Sets == [replicas : 0 .. Slots, partition : 0 .. Slots, template : Revisions, onDelete : BOOLEAN, noRollingUpdateBlock : BOOLEAN,
         currentRevision : Revisions, currentReplicas : 0 .. Slots]

TypeOK ==
  /\ set \in Sets
  /\ retention \in [whenScaled : BOOLEAN, whenDeleted : BOOLEAN]
  /\ pods \in [Ordinals -> Pods]
  /\ claims \in [Ordinals -> Claims]
  /\ queued \in BOOLEAN
  /\ leftover \in [Ordinals -> BOOLEAN]
  /\ peers \in [Ordinals -> SUBSET Ordinals]
  /\ cache \in [set : Sets, pods : [Ordinals -> Pods], unseenPods : SUBSET Ordinals, unseenSet : BOOLEAN]
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
Step(now) == Become(now) /\ UNCHANGED <<cache, edit, faults>>
Spend == faults > 0 /\ faults' = IF AnyFaults THEN faults ELSE faults - 1
Fault(now) == Spend /\ Become(now) /\ UNCHANGED <<cache, edit>>

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
    /\ peers = [i \in Ordinals |-> {}]
    /\ cache = [set |-> set, pods |-> pods, unseenPods |-> {}, unseenSet |-> FALSE]
    /\ edit = 0
    /\ faults = Faults

-----------------------------------------------------------------------------
\* THE API SERVER. Changes of pods and of the set wake the controller; it does not watch claims.

Wake(now) == [now EXCEPT !.queued = TRUE]

Unready(pod) == [pod EXCEPT !.ready = FALSE, !.available = FALSE]

\* Whom a claim's owner reference names when its pod goes, as long as the controller's cache still shows that pod.
JustGone == "unseen"

\* The pod object goes. References to it become references to a pod that is gone.
RemovePod(now, i) ==
  Wake([now EXCEPT !.pods[i] = NoPod,
                   !.claims[i].owner = IF @ = "pod" THEN JustGone ELSE @])

\* A plain delete (registry/core/pod/strategy.go: CheckGracefulDelete). A pod without a node or in a final phase goes at once; so does any other whose grace
\* period is 0, while its process still runs. The rest are marked, and a pod that terminates is ready to nobody.
DeletePod(now, i) ==
  LET pod == now.pods[i]
  IN  IF pod.phase = "Absent" \/ pod.deleting THEN now
      ELSE IF pod.phase \in {"Pending", "Failed"} THEN RemovePod(now, i)
      ELSE IF NoGracePeriod
           THEN RemovePod([now EXCEPT !.leftover[i] = @ \/ (Leftovers /\ pod.phase = "Running")], i)
           ELSE Wake([now EXCEPT !.pods[i] = [Unready(pod) EXCEPT !.deleting = TRUE]])

-----------------------------------------------------------------------------
\* A SYNC of the controller: from what its cache shows to the list of its writes. It is a record that is passed on from operator to operator:
\*   now        the cluster as the API server has it by now
\*   writes     what was written so far: pairs of a kind and an ordinal
\*   left       how many writes the controller gets to make before it is interrupted
\*   refused    the write that the API server is going to refuse, or Nothing
\*   answer     what the API server said to the last write: "done", "exists", "missing", "failed", or "cut" when there was none
\*   outcome    "go" on, "exit" without a complaint, "error", or "cut" where the controller was interrupted
\*   failed     whether an ordinal of a Parallel set has failed, while others go on
\*   created    the ordinals whose pods it created; deletions counts those that the update deleted; told is whether it wrote the status

\* The cache, which lags behind.
SeenSet == cache.set
Seen(i) == cache.pods[i]

Nothing == <<"nothing", 0>>
EveryWrite == 1000    \* more than any sync makes
ClaimIsBeingDeleted == "the claim is being deleted"

Begin(limit, refused) == [
  now |-> [Now EXCEPT !.queued = ~WorkQueue], writes |-> <<>>, left |-> limit, refused |-> refused, answer |-> "done", outcome |-> "go",
  failed |-> FALSE, created |-> {}, deletions |-> 0, told |-> FALSE]

End(sync, outcome) == [sync EXCEPT !.outcome = outcome]

\* One write reaches the API server, unless the controller is interrupted before it.
Send(sync, kind, i) ==
  IF sync.left = 0 THEN [sync EXCEPT !.answer = "cut", !.outcome = "cut"]
  ELSE LET sent == [sync EXCEPT !.left = @ - 1, !.writes = Append(@, <<kind, i>>), !.answer = "done"]
       IN  IF <<kind, i>> = sync.refused THEN [sent EXCEPT !.answer = "failed", !.refused = Nothing] ELSE sent

\* Anything but success is an error.
Expect(sync) == IF sync.answer \in {"done", "cut"} THEN sync ELSE End(sync, "error")

CreatePod(sync, i, revision) ==
  LET sent == Send(sync, "create pod", i)
  IN  IF sent.answer # "done" THEN sent
      ELSE IF sent.now.pods[i].phase # "Absent" THEN [sent EXCEPT !.answer = "exists"]
      ELSE [sent EXCEPT !.now = Wake([@ EXCEPT !.pods[i] = [NoPod EXCEPT !.phase = "Pending", !.revision = revision]]), !.created = @ \union {i}]

SendDelete(sync, i) ==
  LET sent == Send(sync, "delete pod", i)
  IN  IF sent.answer # "done" THEN sent
      ELSE IF sent.now.pods[i].phase = "Absent" THEN [sent EXCEPT !.answer = "missing"]
      ELSE [sent EXCEPT !.now = DeletePod(@, i)]

\* A status from an old copy of the set conflicts, and a negative count is refused (apps/validation: ValidateStatefulSetStatus).
UpdateStatus(sync, revision, replicas) ==
  LET sent == Send(sync, "update status", 0)
  IN  IF sent.answer # "done" THEN Expect(sent)
      ELSE IF replicas < 0 \/ SeenSet # set THEN End(sent, "error")
      ELSE [sent EXCEPT !.now = Wake([@ EXCEPT !.set.currentRevision = revision]), !.told = TRUE]

\* Claims (stateful_pod_control.go, stateful_set_utils.go). They are seen as they were when the sync began.

WantedOwner(condemned) ==
  IF condemned /\ retention.whenScaled THEN "pod" ELSE IF retention.whenDeleted THEN "set" ELSE "none"

\* There is no claim, or its owner is stale and left alone, or as the policy wants it (isClaimOwnerUpToDate, hasStaleOwnerRef).
OwnerIsUpToDate(i, condemned) ==
  LET owner == IF claims[i].owner = "unseen" THEN "pod" ELSE claims[i].owner
  IN  claims[i].phase = "Absent" \/ owner \in {"gone", WantedOwner(condemned)}

UpdateClaimOwner(sync, i, owner) ==
  LET sent == Send(sync, "update claim", i)
  IN  IF sent.answer # "done" THEN sent
      ELSE [sent EXCEPT !.now.claims[i].owner = IF owner = "pod" /\ sent.now.pods[i].phase = "Absent" THEN JustGone ELSE owner]

\* In line with the retention policy (UpdatePodClaimForRetentionPolicy).
UpdateClaimOwners(sync, i, condemned) ==
  IF OwnerIsUpToDate(i, condemned) THEN sync ELSE Expect(UpdateClaimOwner(sync, i, WantedOwner(condemned)))

\* A Parallel set looks once more at the claim of a pod that it has just made or that is pending. Its cache does not show yet what it wrote: a write without effect.
RepeatClaimOwners(sync, i) ==
  IF OwnerIsUpToDate(i, FALSE) THEN sync ELSE UpdateClaimOwner(sync, i, WantedOwner(FALSE))

CreateClaim(sync, i) ==
  LET sent == Send(sync, "create claim", i)
  IN  IF sent.answer = "done" THEN [sent EXCEPT !.now.claims[i].phase = "Pending"] ELSE sent

\* A claim that is being deleted fails the sync (createPersistentVolumeClaims).
CreateMissingClaims(sync, i) ==
  IF ~HasClaims THEN sync
  ELSE IF claims[i].phase = "Absent" THEN Expect(CreateClaim(sync, i))
  ELSE IF claims[i].deleting THEN End([sync EXCEPT !.writes = Append(@, <<ClaimIsBeingDeleted, i>>)], "error")
  ELSE sync

\* A claim whose owner is an earlier pod of this name is about to be collected: the sync waits, and says nothing (PodClaimIsStale).
HasStaleClaim(i) == retention.whenScaled /\ claims[i].phase # "Absent" /\ claims[i].owner \in {"pod", "gone", "unseen"}

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

\* From the highest ordinal down to the partition: replace the first outdated pod, or wait for the first unhealthy one.
RollingUpdate(sync) ==
  LET stops == {i \in SeenSet.partition .. Replicas - 1 : Outdated(i) \/ ~Healthy(i)}
  IN  IF stops # {} /\ Outdated(Greatest(stops)) THEN DeleteOutdated(sync, Greatest(stops)) ELSE sync

\* The status: counts of the pods as the sync found them. As many updated and ready as are wanted, and no more: the update is complete (completeRollingUpdate).
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

UpdatePods(sync) ==
  LET replicas == Walk(sync, "replicas", [place \in 1 .. Replicas |-> place - 1])
      claimed == Walk(replicas, "claims of condemned", Descending(Condemned))
      scaled == Walk(claimed, "condemned", Descending(Condemned))
  IN  IF scaled.outcome = "go" /\ ~SeenSet.onDelete THEN RollingUpdate(scaled) ELSE scaled

Requeue(sync) == [sync EXCEPT !.now = Wake(@)]

\* One sync: at most so many writes reach the API server, and it refuses that one.
Sync(limit, refused) ==
  LET walked == UpdatePods(Begin(limit, refused))
      told == WriteStatus(End(walked, "go"))
  IN  \* Since 1.36 nothing is done while the cache does not show what this controller wrote (EnsureReady).
      IF cache.unseenPods # {} \/ cache.unseenSet THEN Requeue(Begin(limit, refused))
      ELSE IF walked.outcome = "cut" THEN walked
      ELSE IF told.outcome = "cut" THEN told
      ELSE IF "error" \in {walked.outcome, told.outcome} THEN Requeue(told)
      ELSE told

CacheAfter(sync) == [cache EXCEPT !.unseenPods = @ \union sync.created, !.unseenSet = @ \/ sync.told]

Take(sync) == \E done \in {sync} : Become(done.now) /\ cache' = CacheAfter(done)

-----------------------------------------------------------------------------
\* WHO TAKES STEPS.

\* Where the cache lags, a status conflicts with any version that the cache does not show, also with one that only counts. Such versions are no state here, so any may.
Syncs ==
  LET sync == Sync(EveryWrite, Nothing)
      statusIsLast == sync.writes # <<>> /\ sync.writes[Len(sync.writes)] = <<"update status", 0>>
  IN  {sync} \union IF statusIsLast THEN {Sync(EveryWrite, <<"update status", 0>>)} ELSE {}

SomeSync == (\E sync \in Syncs : Take(sync)) /\ UNCHANGED <<edit, faults>>

\* The controller takes the set from its queue.
Controller == queued /\ SomeSync

\* WF_vars(Controller), with what it means to be enabled written out: TLC would compute a sync many times over to find out.
WouldChange(sync) == sync.now # Now \/ CacheAfter(sync) # cache
ControllerIsEnabled == queued /\ \E sync \in Syncs : WouldChange(sync)
FairController == []<>~ControllerIsEnabled \/ []<><<Controller>>_vars

\* The controller's cache catches up with one pod, or with the set.
CacheOfPod(i) ==
  /\ cache.pods[i] # pods[i] \/ i \in cache.unseenPods
  /\ cache' = [cache EXCEPT !.pods[i] = pods[i], !.unseenPods = @ \ {i}]
  /\ Become(Wake([Now EXCEPT !.claims[i].owner = IF @ = "unseen" THEN "gone" ELSE @]))
  /\ UNCHANGED <<edit, faults>>

CacheOfSet ==
  /\ cache.set # set \/ cache.unseenSet
  /\ cache' = [cache EXCEPT !.set = set, !.unseenSet = FALSE]
  /\ Become(Wake(Now))
  /\ UNCHANGED <<edit, faults>>

\* A fault: the sync ends after some of its writes, because the controller restarts. Whoever starts next has every set in its queue.
SyncInterrupted ==
  /\ Spend
  /\ \E made \in 1 .. Len(Sync(EveryWrite, Nothing).writes) - 1 : Take(Requeue(Sync(made, Nothing)))
  /\ UNCHANGED edit

\* A fault: the API server refuses one write of a sync: an error, a quota, a webhook.
Range(list) == {list[n] : n \in DOMAIN list}

WriteRefused ==
  /\ Spend
  /\ \E write \in Range(Sync(EveryWrite, Nothing).writes) : write[1] # ClaimIsBeingDeleted /\ Take(Sync(EveryWrite, write))
  /\ UNCHANGED edit

\* The scheduler gives a pending pod a node: there always is one.
Schedule(i) ==
  /\ pods[i].phase = "Pending"
  /\ HasClaims => claims[i].phase = "Bound" /\ ~claims[i].deleting
  /\ Step(Wake([Now EXCEPT !.pods[i].phase = "Scheduled"]))

\* The kubelet (pkg/kubelet) starts, probes and stops containers.
KubeletStart(i) ==
  /\ pods[i].phase = "Scheduled" /\ ~pods[i].deleting /\ pods[i].revision \notin Broken
  /\ Step(Wake([Now EXCEPT !.pods[i].phase = "Running", !.claims[i].data = HasClaims, !.peers[i] = IF HasClaims THEN @ ELSE {}]))

\* A process that its peers can talk to, and whether its name resolves.
Runs(j) == pods[j].phase = "Running" /\ ~pods[j].deleting
Resolves(j) == Names = "published" \/ (Names = "when ready" /\ pods[j].ready)
IsPeer(i, j) == Runs(j) /\ (i = j \/ Resolves(j))

CanBeReady(i) ==
  CASE Readiness = "self" -> TRUE
    [] Readiness = "ordinal 0" -> i > 0 => pods[0].ready /\ Resolves(0)
    [] Readiness = "predecessor" -> i > 0 => pods[i - 1].ready /\ Resolves(i - 1)
    [] Readiness = "majority" -> 2 * Cardinality({j \in Ordinals : IsPeer(i, j)}) > Peers
    [] Readiness = "peers" -> \A j \in peers[i] : IsPeer(i, j)

\* A member remembers which peers ran when it stopped, until it is ready again.
Remembered(i) ==
  IF Readiness = "peers" /\ pods[i].phase = "Running" /\ peers[i] = {} THEN {j \in Ordinals \ {i} : pods[j].phase = "Running"} ELSE peers[i]

KubeletReady(i) ==
  /\ pods[i].phase = "Running" /\ ~pods[i].deleting /\ ~pods[i].ready /\ CanBeReady(i)
  /\ Step(Wake([Now EXCEPT !.pods[i].ready = TRUE, !.pods[i].available = ~MinReady, !.peers[i] = {}]))

\* The object goes only after the process has ended (status_manager.go: canBeDeleted).
KubeletStop(i) ==
  /\ pods[i].deleting
  /\ Step(RemovePod([Now EXCEPT !.peers[i] = Remembered(i)], i))

\* Faults: a probe that fails, a container that crashes, a pod that fails or is evicted, a pod that is deleted.
Lives(i) == pods[i].phase # "Absent" /\ ~pods[i].deleting

PodUnready(i) == Lives(i) /\ pods[i].ready /\ Fault(Wake([Now EXCEPT !.pods[i] = Unready(@)]))

PodFailed(i) ==
  /\ Lives(i) /\ pods[i].phase \in {"Running", "Scheduled"}
  /\ Fault(Wake([Now EXCEPT !.pods[i] = [Unready(pods[i]) EXCEPT !.phase = "Failed"], !.peers[i] = Remembered(i)]))

PodDeleted(i) == Lives(i) /\ Fault(DeletePod(Now, i))

\* The user makes the edits of the script, each at any moment after the one before.
Outcomes(e) ==
  CASE e.kind = "template" -> {Wake([Now EXCEPT !.set.template = e.argument])}

User ==
  /\ edit < Len(Edits)
  /\ edit' = edit + 1
  /\ \E now \in Outcomes(Edits[edit + 1]) : Become(now)
  /\ UNCHANGED <<cache, faults>>

-----------------------------------------------------------------------------
\* THE SPECIFICATION.

Next ==
  \/ Controller
  \/ CacheOfSet
  \/ SyncInterrupted
  \/ WriteRefused
  \/ User
  \/ \E i \in Ordinals :
       \/ CacheOfPod(i)
       \/ Schedule(i)
       \/ KubeletStart(i)
       \/ KubeletReady(i)
       \/ KubeletStop(i)
       \/ PodUnready(i)
       \/ PodFailed(i)
       \/ PodDeleted(i)

\* What Kubernetes does by itself happens in the end, if it stays possible. Users and faults may stop.
Fairness ==
  /\ FairController
  /\ WF_vars(CacheOfSet)
  /\ \A i \in Ordinals :
       /\ WF_vars(CacheOfPod(i))
       /\ WF_vars(Schedule(i))
       /\ WF_vars(KubeletStart(i))
       /\ WF_vars(KubeletReady(i))
       /\ WF_vars(KubeletStop(i))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
\* WHAT IT IS ASKED.

BySync == Controller \/ SyncInterrupted \/ WriteRefused

\* A pod is created only when every predecessor is running and available, in truth and not only in the controller's cache.
Usable(i) == pods[i].phase = "Running" /\ pods[i].available /\ ~pods[i].deleting
Created(i) == pods[i].phase = "Absent" /\ pods'[i].phase # "Absent"

OrderCreate == [][\A i \in Ordinals : Created(i) => \A j \in Ordinals : j < i => Usable(j)]_vars

\* Scale-down deletes the highest ordinal first, and each is fully gone before the next is deleted.
Deleted(i) ==
  /\ pods[i].phase # "Absent" /\ ~pods[i].deleting
  /\ pods'[i].phase = "Absent" \/ pods'[i].deleting

TerminatesInOrder == \A i \in Ordinals : i >= set.replicas /\ Deleted(i) => \A j \in Ordinals : j > i => pods[j].phase = "Absent"

OrderTerminate == [][TerminatesInOrder \/ ~BySync]_vars

\* The controller replaces pods from the highest ordinal down, each after those above are updated and available, and in order after those below that are on
\* their way out; none below the partition, and none under OnDelete. A pod below the partition comes back at the current revision.
MayBeReplaced(i) ==
  /\ ~set.onDelete /\ i >= set.partition /\ pods[i].revision # set.template
  /\ \A j \in i + 1 .. set.replicas - 1 : pods[j].revision = set.template /\ pods[j].available /\ ~pods[j].deleting
  /\ Parallel \/ \A j \in 0 .. i - 1 : ~pods[j].deleting

ComesBackRight(i) == set.onDelete \/ set.noRollingUpdateBlock \/ i >= set.partition \/ pods'[i].revision = set.currentRevision

UpdatesInOrder ==
  \A i \in 0 .. set.replicas - 1 :
    IF pods[i].phase = "Absent" THEN pods'[i].phase # "Absent" => ComesBackRight(i)
    ELSE pods[i].phase # "Failed" /\ ~pods[i].deleting /\ (pods'[i].phase = "Absent" \/ pods'[i].deleting) => MayBeReplaced(i)

OrderUpdate == [][UpdatesInOrder \/ ~BySync]_vars

\* A claim with data is deleted only where the retention policy says so, and only while the ordinal is not wanted.
Goes(i) == ~claims[i].deleting /\ (claims'[i].deleting \/ claims'[i].phase = "Absent")
GivenUp(i) == claims[i].owner = "set" \/ (retention.whenScaled /\ i >= set.replicas)

StorageKept == [][(\A i \in Ordinals : claims[i].data /\ Goes(i) => GivenUp(i))]_vars

\* A process starts only on its ordinal's bound claim, and keeps it for as long as its pod has a node.
StorageSticky ==
  [][\A i \in Ordinals :
       /\ HasClaims /\ pods[i].phase # "Running" /\ pods'[i].phase = "Running" => claims'[i].phase = "Bound"
       /\ claims[i].phase # "Absent" /\ claims'[i].phase = "Absent" => pods[i].phase \in {"Absent", "Pending"}]_vars

\* No two running processes ever share an ordinal.
AtMostOne == [][\A i \in Ordinals : pods[i].phase # "Running" /\ pods'[i].phase = "Running" => ~leftover'[i]]_vars

\* What the spec asks for: every wanted ordinal is available, at the revision that it should have, and no other is left. A rolling update of all pods is over when
\* the status says so too.
Converged ==
  /\ \A i \in Ordinals :
       IF i >= set.replicas THEN pods[i].phase = "Absent"
       ELSE /\ pods[i].phase = "Running" /\ pods[i].available /\ ~pods[i].deleting
            /\ ~set.onDelete /\ i >= set.partition => pods[i].revision = set.template
            /\ HasClaims => claims[i].phase = "Bound"
  /\ ~set.onDelete /\ set.partition = 0 => set.currentRevision = set.template

\* A template whose pods never become ready: nothing is promised as long as the spec asks for it.
AsksForBroken == set.template \in Broken \/ (set.partition > 0 /\ set.currentRevision \in Broken)

\* From every reachable state, once users and faults have stopped, the wanted state is reached.
Converges == <>[]Converged

=============================================================================
