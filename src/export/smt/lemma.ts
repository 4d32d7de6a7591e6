import { DROPPED, twinsWithoutDropped, withoutDropped, type Definition } from './definition';
import { and, equal, not } from './expression';
import { unsat, type Query } from './query';
import { call, type Relation } from './relation';

/** The relation and the frame for the set without one ordinal: every quantifier leaves it out. */
export const definitionsWithoutDropped = (relation: Relation): readonly Definition[] => twinsWithoutDropped(relation.definitions).twins;

/** Dropping an ordinal from any step leaves a step of the rest, or nothing has changed there. */
export const lemmaQueries = (relation: Relation): Query[] => relation.actions.map((action) => {
  const rest = action.local ? and(not(equal('k', DROPPED)), [withoutDropped(action.name), 'k']) : withoutDropped(action.name);
  return unsat(`projection: ${action.name}`, call(action), not(rest), not(withoutDropped('nothing-changes')));
});
