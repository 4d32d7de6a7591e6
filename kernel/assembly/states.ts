import { ENDS, LABELS, SUCCESSORS, TARGETS } from './memory';

/*
 * Every state once: its row stands in the order in which it was found, and an open table finds it. An entry of the table is the number of the state plus one, and
 * above it six bits of the hash: a row is only looked at where these agree. Identity is the row itself.
 */

const INDEX_BITS: u32 = 26;
const INDEX: u32 = (1 << INDEX_BITS) - 1;
/** The most states that there is room for. */
export const MOST_STATES: i32 = (1 << INDEX_BITS) - 2;

@inline
function hashOf(row: usize, words: i32): u64 {
  if (words === 2) return load<u64>(row) * 0x9e3779b97f4a7c15;
  let h: u64 = 0;
  for (let k: usize = 0, bytes = <usize>words << 2; k < bytes; k += 4) {
    h = (h ^ load<u32>(row + k)) * 0x9e3779b97f4a7c15;
    h ^= h >> 32;
  }
  return h * 0xd6e8feb86659fd93;
}

/** Of the hash, the place in the table is above, and these bits stand beside the number. */
@inline
function tagOf(hash: u64): u32 {
  return <u32>(hash >> 8) & ~INDEX;
}

@inline
function isEqual(row: usize, other: usize, words: i32): bool {
  if (words === 2) return load<u64>(row) === load<u64>(other);
  for (let k: usize = 0, bytes = <usize>words << 2; k < bytes; k += 4) if (load<u32>(row + k) !== load<u32>(other + k)) return false;
  return true;
}

@inline
function copyRow(to: usize, from: usize, words: i32): void {
  if (words === 2) store<u64>(to, load<u64>(from)); else memory.copy(to, from, <usize>words << 2);
}

@inline
function inserted(words: i32, count: i32, table: usize, bits: i32, rows: usize, known: i32): i32 {
  const bytes = <usize>words << 2;
  const above = <u64>(64 - bits);
  const last: u32 = (<u32>1 << bits) - 1;
  const end = <usize>count << 2;
  // No look here waits for another, so the processor has many of them under way: this is what makes exploring a large graph fast.
  let touched: u32 = 0;
  for (let i: usize = 0, row = SUCCESSORS; i < end; i += 4, row += bytes) touched |= load<u32>(table + (<usize>(hashOf(row, words) >> above) << 2));
  store<u32>(TARGETS, touched);
  let states = known;
  for (let i: usize = 0, row = SUCCESSORS; i < end; i += 4, row += bytes) {
    const hash = hashOf(row, words);
    const tag = tagOf(hash);
    let slot = <u32>(hash >> above);
    let target: i32 = 0;
    for (;;) {
      const entry = load<u32>(table + (<usize>slot << 2));
      if (entry === 0) {
        copyRow(rows + <usize>states * bytes, row, words);
        target = states++;
        store<u32>(table + (<usize>slot << 2), <u32>states | tag);
        break;
      }
      target = (entry & INDEX) - 1;
      if ((entry & ~INDEX) === tag && isEqual(rows + <usize>target * bytes, row, words)) break;
      slot = slot + 1 & last;
    }
    store<i32>(TARGETS + i, target);
  }
  return states;
}

/**
 * Finds the successors that wait among the states, or adds them. The table has room for them.
 *
 * @returns how many states there are then
 */
export function insert(words: i32, count: i32, table: usize, bits: i32, rows: usize, known: i32): i32 {
  if (words === 2) return inserted(2, count, table, bits, rows, known);
  return inserted(words, count, table, bits, rows, known);
}

/** Empties the table, and enters these states. */
export function fillTable(words: i32, table: usize, bits: i32, rows: usize, states: i32): void {
  const above = <u64>(64 - bits);
  const last: u32 = (<u32>1 << bits) - 1;
  memory.fill(table, 0, <usize>4 << <usize>bits);
  for (let state = 0, row = rows; state < states; state++, row += <usize>words << 2) {
    const hash = hashOf(row, words);
    let slot = <u32>(hash >> above);
    while (load<u32>(table + (<usize>slot << 2)) !== 0) slot = slot + 1 & last;
    store<u32>(table + (<usize>slot << 2), <u32>(state + 1) | tagOf(hash));
  }
}

/** Moves rows to make room for a larger table. */
export function move(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/**
 * Leaves of the targets only those of fair steps that change the state.
 *
 * @param before how many of states before these are kept already: `ENDS` go on from there
 * @returns how many are left
 */
export function keepEdges(fair: u32, first: i32, sources: i32, before: i32): i32 {
  let kept: usize = 0;
  let i: usize = 0;
  for (let source: i32 = 0; source < sources; source++) {
    const end = ENDS + (<usize>source << 2);
    for (const last = <usize>load<u32>(end); i < last; i++) {
      const target = load<i32>(TARGETS + (i << 2));
      store<i32>(TARGETS + (kept << 2), target);
      kept += usize(target !== first + source) & <usize>(fair >> (load<u32>(LABELS + (i << 2)) & 0xff) & 1);
    }
    store<i32>(end, before + <i32>kept);
  }
  return <i32>kept;
}
