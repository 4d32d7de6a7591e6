import type { Search } from './explore';
import { every, some } from './quantifiers';
import * as f from '../cluster/fields';
import type { Layout } from '../cluster/layout';
import type { Problem } from '../cluster/problem';
import { fieldOf } from '../cluster/row';

/**
 * Whether a state is what the spec asks for: every wanted ordinal is available, at the revision it should have, and no other is
 * left. A rolling update of all pods is over when the status says so too, because that is what `rollout status` waits for.
 */
export const isConverged = ({ problem, layout, rows }: Search, state: number): boolean => isConvergedRow(problem, layout, rows, state * layout.words);

export function isConvergedRow(problem: Problem, layout: Layout, rows: Int32Array, at: number): boolean {
  const value = (field: number) => fieldOf(layout, rows, at, field);
  if (problem.onlyPlacing) return every(problem.slots, (i) => value(f.phase(i)) === f.SCHEDULED);
  if (value(f.SET_GONE) === 1) return isGone(problem, value);
  if (value(f.DRAINING) > 0) return false;
  const replicas = value(f.REPLICAS);
  const template = value(f.TEMPLATE);
  const rolling = value(f.ON_DELETE) === 0;
  const partition = value(f.PARTITION);
  for (let i = 0; i < problem.slots; i++) {
    if (i >= replicas) {
      if (value(f.phase(i)) !== f.ABSENT) return false;
      continue;
    }
    if (value(f.phase(i)) !== f.RUNNING || value(f.available(i)) === 0 || value(f.deleting(i)) === 1) return false;
    if (rolling && i >= partition && value(f.revision(i)) !== template) return false;
    for (let k = i * problem.claims; k < (i + 1) * problem.claims; k++) if (value(f.claim(k)) !== f.CLAIM_BOUND) return false;
  }
  return !rolling || partition > 0 || value(f.CURRENT_REVISION) === template;
}

/** A set that is gone has left no pods but orphans, and no claims that its policy gives up with it: those that are nobody's are left behind. */
function isGone(problem: Problem, value: (field: number) => number): boolean {
  const orphans = some(problem.slots, (i) => value(f.phase(i)) !== f.ABSENT && value(f.podOwner(i)) === f.ORPHAN);
  if (some(problem.slots, (i) => value(f.phase(i)) !== f.ABSENT && value(f.podOwner(i)) !== f.ORPHAN)) return false;
  return orphans || value(f.WHEN_DELETED) === 0 || every(problem.slots * problem.claims, (k) => value(f.claim(k)) === f.CLAIM_ABSENT);
}

/** Whether the spec asks for something that cannot be: a template whose pods never become ready. Nothing is promised then. */
export const isBroken = ({ problem, layout, rows }: Search, state: number): boolean => isBrokenRow(problem, layout, rows, state * layout.words);

export function isBrokenRow(problem: Problem, layout: Layout, rows: Int32Array, at: number): boolean {
  const value = (field: number) => fieldOf(layout, rows, at, field);
  if ((problem.brokenTemplates >>> value(f.TEMPLATE) & 1) === 1) return true;
  // Below a partition, pods are of the current revision; that one must be sound too.
  return value(f.PARTITION) > 0 && (problem.brokenTemplates >>> value(f.CURRENT_REVISION) & 1) === 1;
}
