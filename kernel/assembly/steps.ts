import { ENDS, LABELS, LEAVES, MOST_SUCCESSORS, MOST_SUCCESSOR_WORDS, ROOTS, SHORTCUTS_OF, STOPPED, SUCCESSORS, TREES } from './memory';

/** What `step` says: all was known; a group of steps has to be learned first; there is no room for so many successors. */
export const DONE: i32 = 0;
export const ASKS: i32 = 1;
export const FULL: i32 = 2;

/**
 * Writes the successors of the states from `from` to `last`, as long as `enough` do not wait.
 *
 * @param rows where the states stand
 * @param first the state that `ENDS` begin with
 * @param group the group of steps to begin with, and `waiting` the successors that wait already: after a lesson one goes on where it was needed
 */
@inline
function steps(words: i32, rows: usize, first: i32, from: i32, last: i32, group: i32, groups: i32, waiting: i32, enough: i32): i32 {
  const room = min(MOST_SUCCESSORS, MOST_SUCCESSOR_WORDS / words);
  const bytes = <usize>words << 2;
  let count = waiting;
  let to = SUCCESSORS + <usize>count * bytes;
  for (let state = from; state < last; state++) {
    if (group === 0 && count >= enough) return stopped(DONE, state, 0, count);
    const row = rows + <usize>state * bytes;
    for (; group < groups; group++) {
      const slot = shortcut(row, group);
      let leaf = slot === 0 ? 0 : load<i32>(slot);
      if (leaf === 0) {
        leaf = leafOf(row, group);
        if (leaf === 0) return stopped(ASKS, state, group, count);
        if (slot !== 0) store<i32>(slot, leaf);
      }
      let at = LEAVES + (<usize>leaf << 2);
      const end = count + load<i32>(at);
      if (end > room) return stopped(FULL, state, group, count);
      at += 4;
      for (; count < end; count++) {
        store<i32>(LABELS + (<usize>count << 2), load<i32>(at));
        at += 4;
        if (words === 2) store<u64>(to, load<u64>(row) ^ load<u64>(at));
        else for (let k: usize = 0; k < bytes; k += 4) store<u32>(to + k, load<u32>(row + k) ^ load<u32>(at + k));
        at += bytes;
        to += bytes;
      }
    }
    group = 0;
    store<i32>(ENDS + (<usize>(state - first) << 2), count);
  }
  return stopped(DONE, last, 0, count);
}

/** Where the leaf of this state stands in the group's table: the values of all that the group ever looked at are the place. 0 where it has no table. */
@inline
function shortcut(row: usize, group: i32): usize {
  const entry = SHORTCUTS_OF + (<usize>group << 6);
  const table = load<u32>(entry);
  if (table === 0) return 0;
  return <usize>table + (<usize>(part(row, entry, 0) | part(row, entry, 1) | part(row, entry, 2) | part(row, entry, 3)) << 2);
}

@inline
function part(row: usize, entry: usize, n: usize): u32 {
  const at = entry + (n << 2);
  return rotr<u32>(load<u32>(row + load<u32>(at, 20)), load<u32>(at, 36)) & load<u32>(at, 4);
}

/** Walks the group's tree: look at a field, go to the child of its value, and so on. 0 where the tree does not know. */
@inline
function leafOf(row: usize, group: i32): i32 {
  let at = load<i32>(ROOTS + (<usize>group << 2));
  while (at > 0) {
    const node = TREES + (<usize>at << 2);
    const place = load<u32>(node);
    const value = load<u32>(row + (<usize>(place & 0xff) << 2)) >> (place >> 8 & 31) & place >> 13;
    at = load<i32>(node + (<usize>value << 2), 4);
  }
  return -at;
}

@inline
function stopped(said: i32, state: i32, group: i32, waiting: i32): i32 {
  store<i32>(STOPPED, state);
  store<i32>(STOPPED, group, 4);
  store<i32>(STOPPED, waiting, 8);
  return said;
}

/** Most of the larger problems have rows of two words: these are taken as one number. */
export function step(words: i32, rows: usize, first: i32, from: i32, last: i32, group: i32, groups: i32, waiting: i32, enough: i32): i32 {
  if (words === 2) return steps(2, rows, first, from, last, group, groups, waiting, enough);
  return steps(words, rows, first, from, last, group, groups, waiting, enough);
}

/**
 * Leaves out the successors whose actors are not among these.
 *
 * @returns the actors of those that stay, as bits
 */
export function keepActors(actors: u32, sources: i32, words: i32): u32 {
  const bytes = <usize>words << 2;
  let seen: u32 = 0;
  let stay: usize = 0;
  let i: usize = 0;
  for (let source: usize = 0; source < <usize>sources; source++) {
    for (const end = <usize>load<u32>(ENDS + (source << 2)); i < end; i++) {
      const label = load<u32>(LABELS + (i << 2));
      const actor: u32 = 1 << (label & 0xff);
      if ((actors & actor) === 0) continue;
      seen |= actor;
      store<u32>(LABELS + (stay << 2), label);
      memory.copy(SUCCESSORS + stay * bytes, SUCCESSORS + i * bytes, bytes);
      stay++;
    }
    store<u32>(ENDS + (source << 2), <u32>stay);
  }
  return seen;
}
