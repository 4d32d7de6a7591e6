import { always, type Actor } from './actor';
import { READY_MAJORITY, READY_PEERS } from '../../cluster/problem';
import type { Problem } from '../../cluster/problem';

// Volumes, scheduler, garbage collector, kubelet and time: the twins of src/cluster/volumes.ts, scheduler.ts, collector.ts and kubelet.ts, where every pod finds a node that stays.

const hasClaims = ({ claims }: Problem): boolean => claims > 0;

/** What is true of every ordinal in these actions is an ordinal's own matter, but for readiness. */
const perOrdinal = (name: string, acts: (problem: Problem) => boolean, text: (problem: Problem) => string): Actor => ({ name, each: 'ordinal', fair: true, acts, text });

const CAN_BE_READY = String.raw`
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
`;

/** From 1.34 on, the garbage collector deletes only the version that it looked at: where the cache lags, the owner can be taken back in between. */
const collectClaim = ({ staleCaches, collectorChecksVersion }: Problem): string => String.raw`
\* The garbage collector deletes what belongs to somebody who is gone.
OwnerIsGone(i) == claims[i].owner \in {"gone", "unseen"}

CollectClaim(i) ==
  /\ claims[i].phase # "Absent" /\ ~claims[i].deleting${staleCaches ? String.raw`
  /\ IF ~claims[i].collecting THEN OwnerIsGone(i) /\ Step([Now EXCEPT !.claims[i].collecting = TRUE])
     ELSE IF ${collectorChecksVersion ? 'OwnerIsGone(i)' : 'TRUE'} THEN Step([Now EXCEPT !.claims[i].collecting = FALSE, !.claims[i].deleting = TRUE])
     ELSE Step([Now EXCEPT !.claims[i].collecting = FALSE])` : String.raw` /\ OwnerIsGone(i)
  /\ Step([Now EXCEPT !.claims[i].deleting = TRUE])`}
`;

export const NODE_ACTORS: readonly Actor[] = [
  perOrdinal('BindClaim', hasClaims, () => String.raw`
\* A claim gets its volume.
BindClaim(i) ==
  /\ claims[i].phase = "Pending" /\ ~claims[i].deleting
  /\ Step([Now EXCEPT !.claims[i].phase = "Bound"])
`),
  perOrdinal('CollectClaim', hasClaims, collectClaim),
  perOrdinal('ProtectClaim', hasClaims, () => String.raw`
\* A claim that is being deleted goes when no pod with a node uses it (volume/pvcprotection), and its data with it. Nobody is woken.
ProtectClaim(i) ==
  /\ claims[i].phase # "Absent" /\ claims[i].deleting
  /\ pods[i].phase \in {"Absent", "Pending"}
  /\ Step([Now EXCEPT !.claims[i] = NoClaim, !.peers[i] = {}])
`),
  perOrdinal('Schedule', always, () => String.raw`
\* The scheduler gives a pending pod a node: there always is one.
Schedule(i) ==
  /\ pods[i].phase = "Pending"
  /\ HasClaims => claims[i].phase = "Bound" /\ ~claims[i].deleting
  /\ Step(Wake([Now EXCEPT !.pods[i].phase = "Scheduled"]))
`),
  perOrdinal('KubeletStart', always, () => String.raw`
\* The kubelet (pkg/kubelet) starts, probes and stops containers.
KubeletStart(i) ==
  /\ pods[i].phase = "Scheduled" /\ ~pods[i].deleting /\ pods[i].revision \notin Broken
  /\ Step(Wake([Now EXCEPT !.pods[i].phase = "Running", !.claims[i].data = HasClaims, !.peers[i] = IF HasClaims THEN @ ELSE {}]))
`),
  perOrdinal('KubeletReady', always, () => String.raw`${CAN_BE_READY}
KubeletReady(i) ==
  /\ pods[i].phase = "Running" /\ ~pods[i].deleting /\ ~pods[i].ready /\ CanBeReady(i)
  /\ Step(Wake([Now EXCEPT !.pods[i].ready = TRUE, !.pods[i].available = ~MinReady, !.peers[i] = {}]))
`),
  perOrdinal('KubeletUnready', ({ readiness }) => readiness === READY_MAJORITY, () => String.raw`
\* A probe that asks for a quorum fails when the quorum goes. The other models ask for others only to start.
KubeletUnready(i) ==
  /\ ~pods[i].deleting /\ pods[i].ready /\ ~CanBeReady(i)
  /\ Step(Wake([Now EXCEPT !.pods[i] = Unready(@)]))
`),
  perOrdinal('KubeletStop', always, () => String.raw`
\* The object goes only after the process has ended (status_manager.go: canBeDeleted).
KubeletStop(i) ==
  /\ pods[i].deleting
  /\ Step(RemovePod([Now EXCEPT !.peers[i] = Remembered(i)], i))
`),
  perOrdinal('KubeletReap', ({ leftovers, noGracePeriod }) => leftovers && noGracePeriod, () => String.raw`
\* Processes that outlive their pod end when the kubelet sees that it is gone.
KubeletReap(i) == leftover[i] /\ Step([Now EXCEPT !.leftover[i] = FALSE])
`),
  perOrdinal('Time', ({ minReady }) => minReady, () => String.raw`
\* minReadySeconds pass.
Time(i) ==
  /\ pods[i].ready /\ ~pods[i].available
  /\ Step(Wake([Now EXCEPT !.pods[i].available = TRUE]))
`),
];

const fault = (name: string, acts: (problem: Problem) => boolean, text: string): Actor => ({ name, each: 'ordinal', fair: false, acts, text: () => text });
const anyFault = ({ faults }: Problem): boolean => faults !== 0;

/** What happens to everybody: the twin of podFaults in src/cluster/faults.ts. */
export const POD_FAULTS: readonly Actor[] = [
  fault('PodUnready', anyFault, String.raw`
\* Faults: a probe that fails, a container that crashes, a pod that fails or is evicted, a pod that is deleted.
Lives(i) == pods[i].phase # "Absent" /\ ~pods[i].deleting

PodUnready(i) == Lives(i) /\ pods[i].ready /\ Fault(Wake([Now EXCEPT !.pods[i] = Unready(@)]))
`),
  // To the API a crash is the same as a failed probe; only a member may need its peers to start again.
  fault('PodCrashed', (problem) => anyFault(problem) && problem.readiness === READY_PEERS, String.raw`
PodCrashed(i) == Lives(i) /\ pods[i].ready /\ Fault(Wake([Now EXCEPT !.pods[i] = Unready(@), !.peers[i] = Remembered(i)]))
`),
  fault('PodFailed', anyFault, String.raw`
PodFailed(i) ==
  /\ Lives(i) /\ pods[i].phase \in {"Running", "Scheduled"}
  /\ Fault(Wake([Now EXCEPT !.pods[i] = [Unready(pods[i]) EXCEPT !.phase = "Failed"], !.peers[i] = Remembered(i)]))
`),
  fault('PodDeleted', anyFault, String.raw`
PodDeleted(i) == Lives(i) /\ Fault(DeletePod(Now, i))
`),
];
