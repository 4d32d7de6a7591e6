import type { Problem } from '../../src/cluster/problem';
import { smt } from '../../src/export/smt';
import { ORDINARY } from '../cluster/problems';

/** Kinds of sets, by what is not ordinary about them. */
export const KINDS: readonly (readonly [string, Partial<Problem>])[] = [
  ['OrderedReady', { claims: 0 }],
  ['Parallel', { claims: 0, parallel: true }],
  ['OnDelete', { onDelete: true }],
  ['claims that are retained', {}],
  ['minReadySeconds', { minReady: true }],
  ['minReadySeconds up to 1.33', { minReady: true, healthIsAvailability: false }],
  ['minReadySeconds up to 1.33 under Parallel', { minReady: true, healthIsAvailability: false, parallel: true }],
  ['whenScaled: Delete', { whenScaledDelete: true }],
  ['whenDeleted: Delete', { whenDeletedDelete: true }],
  ['both: Delete, with minReadySeconds', { whenScaledDelete: true, whenDeletedDelete: true, minReady: true }],
  ['whenScaled: Delete under Parallel', { whenScaledDelete: true, parallel: true }],
  ['terminationGracePeriodSeconds 0 under Parallel', { noGracePeriod: true, parallel: true }],
  ['maxUnavailable 2', { maxUnavailable: 2 }],
  ['maxUnavailable 1 under Parallel', { maxUnavailable: 1, parallel: true }],
  ['maxUnavailable 3 under Parallel', { maxUnavailable: 3, parallel: true }],
  ['a percentage as maxUnavailable', { maxUnavailable: 50, maxUnavailableIsPercent: true, parallel: true }],
  ['no rollingUpdate block', { noRollingUpdateBlock: true }],
  ['no rollingUpdate block under Parallel', { noRollingUpdateBlock: true, parallel: true }],
];

const FREE = { freeEdits: true, faults: -1, everyStart: true, settled: false, leftovers: false, workQueue: false, partition: 0 };

/** The set, where any edit and any fault happens. That a status says at any time that an update is complete is a liberty of the window; the file has it where there are updates. */
export const freeProblem = (change: Partial<Problem>, slots: number, templates: number): Problem => ({
  ...ORDINARY, ...FREE, freeCompletion: !change.onDelete, slots, replicas: slots, templates, ...change,
});

const WINDOW_LIBERTIES = { claims: 0, whenScaledDelete: false, whenDeletedDelete: false, noRollingUpdateBlock: false };

/** The file of a set of this kind. */
export function exportedOf(title: string, change: Partial<Problem>): string {
  const budget = change.maxUnavailableIsPercent ? { maxUnavailable: 3, maxUnavailableIsPercent: false } : {};
  return smt({ title, name: 'model', version: '0.0.0', guarantees: [], set: { ...ORDINARY, ...change }, problem: { ...freeProblem(change, 2, 4), ...WINDOW_LIBERTIES, ...budget } }).text;
}
