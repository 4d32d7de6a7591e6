import type { Problem } from '../../cluster/problem';

/** What the API server does with a change: the twin of src/cluster/apiserver.ts. Operators take the cluster as it is by now and give what becomes of it. */
export const apiserver = ({ staleCaches }: Problem): string => String.raw`
-----------------------------------------------------------------------------
\* THE API SERVER. Changes of pods and of the set wake the controller; it does not watch claims.

Wake(now) == [now EXCEPT !.queued = TRUE]

Unready(pod) == [pod EXCEPT !.ready = FALSE, !.available = FALSE]

\* Whom a claim's owner reference names when its pod goes${staleCaches ? ', as long as the controller\'s cache still shows that pod' : ''}.
JustGone == "${staleCaches ? 'unseen' : 'gone'}"

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
`;
