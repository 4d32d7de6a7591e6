import { groupedBy, groupedByAll } from './grouped';
import type { LabelSelector } from './objects';
import { selects } from './selector';

type Labels = { readonly [key: string]: string } | undefined;

/** Each label as a key of its own. It only narrows down who is asked. */
const pairsOf = (labels: Labels): string[] => Object.entries(labels ?? {}).map((pair) => JSON.stringify(pair));

/** Stands for the selectors that want no label of a certain value: each of them has to be asked. */
const ANY = '';

/** Finds what selects some labels, in the order given. A selector stands under that of its labels that the fewest selectors want: many may share the name of a product. */
export function selectorIndex<T>(things: readonly T[], selectorOf: (thing: T) => LabelSelector | undefined): (labels: Labels) => T[] {
  const wanted = things.flatMap((thing, place) => {
    const selector = selectorOf(thing);
    return selector === undefined ? [] : [{ thing, place, selector, pairs: pairsOf(selector.matchLabels) }];
  });
  const byPair = groupedByAll(wanted, ({ pairs }) => pairs);
  const count = (pair: string) => byPair.get(pair)?.length ?? 0;
  const byRarest = groupedBy(wanted, ({ pairs }) => (pairs.length === 0 ? ANY : pairs.reduce((rarest, pair) => (count(pair) < count(rarest) ? pair : rarest))));
  return (labels) => [ANY, ...pairsOf(labels)].flatMap((pair) => byRarest.get(pair) ?? [])
    .filter(({ selector }) => selects(selector, labels))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing);
}

/** Finds what a selector selects, in the order given: among the things with that of its labels that the fewest have. */
export function labelIndex<T>(things: readonly T[], labelsOf: (thing: T) => Labels): (selector: LabelSelector | undefined) => readonly T[] {
  const byPair = groupedByAll(things, (thing) => pairsOf(labelsOf(thing)));
  return (selector) => {
    const groups = pairsOf(selector?.matchLabels).map((pair) => byPair.get(pair) ?? []);
    const fewest = groups.reduce((least, group) => (group.length < least.length ? group : least), things);
    return fewest.filter((thing) => selects(selector, labelsOf(thing)));
  };
}
