import { type Asked, promised } from './asked';
import { decide } from './decide';
import type { Decisions } from './decided';
import { onlyTheseReplicas } from './every-count/outside';
import { expectedShapes } from './expected-shapes';
import { GUARANTEES } from './guarantees';
import type { Shape } from './shape';
import { type Subject, subjectWith } from './subject';
import { type Traits, perKind, traitsOf } from './traits';

/** What is asked of all sets of a run. */
export type AskedOfAll = Omit<Asked, 'explore' | 'withReplicas' | 'onAnswer'>;

/** What is found out once for all sets of a kind: a repository of a thousand sets has a few dozen kinds. */
export interface Kinds {
  /** The shapes that the proof of a set begins with: the same list for sets of one kind. */
  readonly expected: (subject: Subject) => readonly Shape[];
  /** What there is to say of guarantees that it does not have, or not for every replica count. */
  readonly promises: (subject: Subject) => readonly string[];
  readonly decisions: (subject: Subject) => Decisions;
}

/** @param explore for a set of which more can be said than its traits: who watches is told its name */
export function kindsOf(asked: AskedOfAll, explore: (subject: Subject) => Asked['explore']): Kinds {
  return {
    expected: perKind((subject) => expectedShapes(traitsOf(subject), asked)),
    promises: perKind((subject) => promisesOf(traitsOf(subject), asked)),
    decisions: perKind((subject: Subject) => decide(traitsOf(subject), {
      ...asked,
      explore: explore(subject),
      withReplicas: (replicas) => traitsOf(subjectWith(subject, replicas)),
    }), ({ own }) => own),
  };
}

function promisesOf(set: Traits, asked: AskedOfAll): string[] {
  return [
    ...GUARANTEES.filter(({ id }) => asked.guarantees.includes(id)).flatMap(({ id, notPromised }) => {
      const why = notPromised?.(set);
      return why === undefined ? [] : [`${id} is not promised: ${why}`];
    }),
    ...theseReplicas(set, asked),
  ];
}

/** Guarantees that other sets have for every replica count, by the reason why this one has them for its own. */
function theseReplicas(set: Traits, asked: AskedOfAll): string[] {
  const reasons = new Map<string, string[]>();
  for (const guarantee of promised(set, asked)) {
    const why = onlyTheseReplicas(set, guarantee);
    if (why !== undefined) reasons.set(why, [...reasons.get(why) ?? [], guarantee.id]);
  }
  return [...reasons].map(([why, ids]) => `${ids.join(', ')}: not for every replica count, because ${why}`);
}
