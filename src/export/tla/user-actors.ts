import type { Actor } from './actor';
import { nameOfEdit } from './constants';
import * as p from '../../cluster/problem';
import type { Problem } from '../../cluster/problem';

// The user, scripted or free, and an autoscaler: the twin of src/cluster/user.ts.

/** What an edit can make of the cluster: a set, from which one is chosen. */
const OUTCOMES: { readonly [kind: number]: string } = {
  [p.EDIT_REPLICAS]: '{Wake([Now EXCEPT !.set.replicas = e.argument])}',
  [p.EDIT_TEMPLATE]: '{Wake([Now EXCEPT !.set.template = e.argument])}',
  [p.EDIT_PARTITION]: '{Wake([Now EXCEPT !.set.partition = e.argument, !.set.noRollingUpdateBlock = FALSE])}',
  [p.EDIT_ON_DELETE]: '{Wake([Now EXCEPT !.set.onDelete = (e.argument = 1)])}',
  [p.EDIT_WHEN_SCALED]: '{Wake([Now EXCEPT !.retention.whenScaled = (e.argument = 1)])}',
  [p.EDIT_WHEN_DELETED]: '{Wake([Now EXCEPT !.retention.whenDeleted = (e.argument = 1)])}',
  [p.EDIT_DELETE_POD]: '{DeletePod(Now, e.argument)}',
  [p.EDIT_DELETE_ANY_POD]: String.raw`{DeletePod(Now, i) : i \in {i \in Ordinals : pods[i].phase # "Absent"}}`,
  [p.EDIT_DELETE_ALL_PODS]: '{DeletePods(Now, Ordinals)}',
  [p.EDIT_DELETE_ANY_CLAIM]: String.raw`{[Now EXCEPT !.claims[i].deleting = TRUE] : i \in {i \in Ordinals : claims[i].phase # "Absent"}}`,
};

const DELETE_PODS = String.raw`

RECURSIVE DeletePods(_, _)
DeletePods(now, S) == IF S = {} THEN now ELSE LET i == CHOOSE i \in S : TRUE IN DeletePods(DeletePod(now, i), S \ {i})
`;

function user({ edits, staleCaches }: Problem): string {
  const kinds = [...new Set(edits.map(({ kind }) => kind))].sort((a, b) => a - b);
  const cases = kinds.map((kind) => `e.kind = "${nameOfEdit(kind)}" -> ${OUTCOMES[kind]}`);
  return String.raw`
\* The user makes the edits of the script, each at any moment after the one before.${kinds.includes(p.EDIT_DELETE_ALL_PODS) ? DELETE_PODS : ''}
Outcomes(e) ==
  CASE ${cases.join('\n    [] ')}

User ==
  /\ edit < Len(Edits)
  /\ edit' = edit + 1
  /\ \E now \in Outcomes(Edits[edit + 1]) : Become(now)
  /\ UNCHANGED ${staleCaches ? '<<cache, faults>>' : 'faults'}
`;
}

const freeEdits = ({ freeCompletion }: Problem): string => String.raw`
\* Any scaling, partition and template at any time.
FreeEdit ==
  \/ \E replicas \in 0 .. Slots : Step(Wake([Now EXCEPT !.set.replicas = replicas]))
  \/ \E partition \in 0 .. Slots : Step(Wake([Now EXCEPT !.set.partition = partition, !.set.noRollingUpdateBlock = FALSE]))
  \/ \E template \in Revisions : Step(Wake([Now EXCEPT !.set.template = template]))
${freeCompletion ? String.raw`
\* The status may say at any time that the update is complete: whether it is, is a count, which no window shows.
StatusSaysComplete == Step(Wake([Now EXCEPT !.set.currentRevision = set.template]))
` : ''}`;

const autoscale = ({ autoscalesFrom, autoscalesTo }: Problem): string => String.raw`
\* An autoscaler sets any number of replicas in its range, at any time.
Autoscale == \E replicas \in ${autoscalesFrom} .. ${autoscalesTo} : replicas # set.replicas /\ Step(Wake([Now EXCEPT !.set.replicas = replicas]))
`;

const actor = (name: string, acts: (problem: Problem) => boolean, text: (problem: Problem) => string): Actor => ({ name, each: 'set', fair: false, acts, text });

export const USER_ACTORS: readonly Actor[] = [
  actor('User', ({ edits }) => edits.length > 0, user),
  actor('FreeEdit', (problem) => problem.freeEdits, freeEdits),
  actor('StatusSaysComplete', (problem) => problem.freeEdits && problem.freeCompletion, () => ''),
  actor('Autoscale', ({ autoscalesTo }) => autoscalesTo > 0, autoscale),
];
