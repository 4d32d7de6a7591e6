import type { Problem } from '../../cluster/problem';

/** What the controller sees, and how it writes: the twin of src/cluster/write.ts, answer.ts and the writes of apiserver.ts. */
export const syncSection = ({ staleCaches, noRollingUpdateBlock }: Problem): string => String.raw`
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

${staleCaches ? String.raw`\* The cache, which lags behind.
SeenSet == cache.set
Seen(i) == cache.pods[i]` : String.raw`\* The cache is fresh.
SeenSet == set
Seen(i) == pods[i]`}

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
      ELSE [sent EXCEPT !.now = Wake([@ EXCEPT !.set.currentRevision = revision${noRollingUpdateBlock ? ', !.set.currentReplicas = replicas' : ''}]), !.told = TRUE]
`;
