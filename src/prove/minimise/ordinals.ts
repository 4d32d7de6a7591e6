import * as f from '../../cluster/fields';
import type { Layout } from '../../cluster/layout';
import type { Problem } from '../../cluster/problem';
import type { Run } from '../path';

const OF_A_POD = [
  f.phase, f.ready, f.available, f.deleting, f.revision, f.leftover, f.node, f.attached, f.podOwner, f.peersOfLastRun, f.unseenPod,
  f.viewPhase, f.viewReady, f.viewAvailable, f.viewDeleting, f.viewRevision,
];
const OF_A_CLAIM = [f.claim, f.claimDeleting, f.claimOwner, f.claimData, f.collecting, f.volume];

/** For each ordinal, the bits of a row that say something of it. */
export function bitsOfOrdinals({ slots, claims }: Problem, layout: Layout): Int32Array[] {
  return Array.from({ length: slots }, (_, i) => {
    const bits = new Int32Array(layout.words);
    const add = (field: number) => { bits[layout.word[field]] |= layout.mask[field] << layout.shift[field]; };
    for (const field of OF_A_POD) add(field(i));
    for (let k = i * claims; k < (i + 1) * claims; k++) for (const field of OF_A_CLAIM) add(field(k));
    return bits;
  });
}

/** The ordinals of which a step changes something, the lowest first. */
export const touchedBy = (bits: readonly Int32Array[], before: Int32Array, after: Int32Array): number[] =>
  bits.flatMap((mask, ordinal) => (mask.some((word, k) => ((before[k] ^ after[k]) & word) !== 0) ? [ordinal] : []));

/** Those of which any step of the run does. */
export function touchedIn(bits: readonly Int32Array[], { first, steps }: Run): number[] {
  const touched = new Set(steps.flatMap(({ row }, index) => touchedBy(bits, index === 0 ? first : steps[index - 1].row, row)));
  return [...touched].sort((a, b) => a - b);
}
