/** Claims and whom the controller lets own them: the twin of src/cluster/claims.ts and the narrow part of claim-references.ts. */
export const CLAIMS = String.raw`
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
`;
