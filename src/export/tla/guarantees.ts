import { EDIT_DELETE_ANY_CLAIM } from '../../cluster/problem';
import type { Problem } from '../../cluster/problem';

/** A guarantee of steps as a property of the specification: the twin of its monitor in src/prove/guarantees. */
export interface Property {
  readonly guarantee: string;
  readonly name: string;
  readonly text: (problem: Problem) => string;
}

/** Steps of anybody but the controller may look the same, so a step that breaks the order is asked whether it is a sync. */
export const PROPERTIES: readonly Property[] = [
  {
    guarantee: 'order/create',
    name: 'OrderCreate',
    text: () => String.raw`
\* A pod is created only when every predecessor is running and available, in truth and not only in the controller's cache.
Usable(i) == pods[i].phase = "Running" /\ pods[i].available /\ ~pods[i].deleting
Created(i) == pods[i].phase = "Absent" /\ pods'[i].phase # "Absent"

OrderCreate == [][\A i \in Ordinals : Created(i) => \A j \in Ordinals : j < i => Usable(j)]_vars
`,
  },
  {
    guarantee: 'order/terminate',
    name: 'OrderTerminate',
    text: () => String.raw`
\* Scale-down deletes the highest ordinal first, and each is fully gone before the next is deleted.
Deleted(i) ==
  /\ pods[i].phase # "Absent" /\ ~pods[i].deleting
  /\ pods'[i].phase = "Absent" \/ pods'[i].deleting

TerminatesInOrder == \A i \in Ordinals : i >= set.replicas /\ Deleted(i) => \A j \in Ordinals : j > i => pods[j].phase = "Absent"

OrderTerminate == [][TerminatesInOrder \/ ~BySync]_vars
`,
  },
  {
    guarantee: 'order/update',
    name: 'OrderUpdate',
    text: () => String.raw`
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
`,
  },
  {
    guarantee: 'storage/kept',
    name: 'StorageKept',
    text: ({ edits, autoscalesTo }) => {
      const byUser = edits.some(({ kind }) => kind === EDIT_DELETE_ANY_CLAIM) ? ' \\/ User' : '';
      return String.raw`
\* A claim with data is deleted only where the retention policy says so, and only while the ordinal is not wanted${byUser === '' ? '' : '; or by a person'}.
Goes(i) == ~claims[i].deleting /\ (claims'[i].deleting \/ claims'[i].phase = "Absent")
GivenUp(i) == claims[i].owner = "set"${autoscalesTo === 0 ? String.raw` \/ (retention.whenScaled /\ i >= set.replicas)` : ''}

StorageKept == [][(\A i \in Ordinals : claims[i].data /\ Goes(i) => GivenUp(i))${byUser}]_vars
`;
    },
  },
  {
    guarantee: 'storage/sticky',
    name: 'StorageSticky',
    text: () => String.raw`
\* A process starts only on its ordinal's bound claim, and keeps it for as long as its pod has a node.
StorageSticky ==
  [][\A i \in Ordinals :
       /\ HasClaims /\ pods[i].phase # "Running" /\ pods'[i].phase = "Running" => claims'[i].phase = "Bound"
       /\ claims[i].phase # "Absent" /\ claims'[i].phase = "Absent" => pods[i].phase \in {"Absent", "Pending"}]_vars
`,
  },
  {
    guarantee: 'identity/at-most-one',
    name: 'AtMostOne',
    text: () => String.raw`
\* No two running processes ever share an ordinal.
AtMostOne == [][\A i \in Ordinals : pods[i].phase # "Running" /\ pods'[i].phase = "Running" => ~leftover'[i]]_vars
`,
  },
];

/** What the set becomes in the end: the twin of src/prove/converged.ts. */
export const CONVERGED = String.raw`
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
`;
