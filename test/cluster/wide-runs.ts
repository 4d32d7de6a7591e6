import { ORDINARY, randomFrom } from './problems';
import { cutSyncs, valueIn, wideOf, wideStart, wideStepsOf } from './wide';
import type { Wide, WideStep } from './wide';
import * as f from '../../src/cluster/fields';
import { USER, actorOf, objectOf } from '../../src/cluster/label';
import { EDIT_COMPLETE } from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';
import { profileOf } from '../../src/cluster/profile';

export const VERSIONS = ['1.28.15', '1.29.14', '1.30.14', '1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.4', '1.36.3'];

/** Sets of every kind. With the gate for it, maxUnavailable counts in every version. */
export const KINDS: readonly (readonly [string, Partial<Problem>])[] = [
  ['OrderedReady', {}],
  ['Parallel', { parallel: true }],
  ['a set just made', { settled: false }],
  ['no rollingUpdate block', { noRollingUpdateBlock: true }],
  ['no rollingUpdate block under Parallel', { noRollingUpdateBlock: true, parallel: true }],
  ['OnDelete', { onDelete: true }],
  ['minReadySeconds', { minReady: true }],
  ['minReadySeconds under Parallel', { minReady: true, parallel: true }],
  ['maxUnavailable: 2', { maxUnavailable: 2 }],
  ['maxUnavailable: 67% under Parallel', { maxUnavailable: 67, maxUnavailableIsPercent: true, parallel: true }],
  ['whenScaled: Delete', { whenScaledDelete: true, workQueue: true }],
  ['whenDeleted: Delete', { whenDeletedDelete: true }],
  ['both Delete', { whenScaledDelete: true, whenDeletedDelete: true, workQueue: true }],
  ['both Delete under Parallel', { whenScaledDelete: true, whenDeletedDelete: true, workQueue: true, parallel: true }],
  ['terminationGracePeriodSeconds: 0', { noGracePeriod: true }],
  ['revisionHistoryLimit: 0', { revisionHistoryLimit: 0 }],
];

/** Any number of replicas, any partition, three templates, at any time; and the status may say at any time that an update is complete. */
const ANYTHING: Partial<Problem> = { freeEdits: true, freeCompletion: true, templates: 3, everyStart: true };

export function wideFor(version: string, change: Partial<Problem>): Wide {
  const profile = profileOf(version);
  const { healthIsAvailability, deleteOfMissingPodIsDone, waitsForOwnWrites } = profile;
  return wideOf({ ...ORDINARY, ...ANYTHING, healthIsAvailability, deleteOfMissingPodIsDone, waitsForOwnWrites, ...change }, profile);
}

export interface WideRun { readonly start: Int32Array; readonly steps: readonly WideStep[] }

/** A run that is the same for the same seed: one actor of those who can, then one of its steps. Users rest most of the time, or nothing would come to an end. */
export function randomRun(wide: Wide, seed: number, length: number): WideRun {
  const random = randomFrom(seed);
  const start = wideStart(wide);
  const steps: WideStep[] = [];
  let row = start;
  for (let tries = 0; steps.length < length && tries < 4 * length; tries++) {
    const all = stepsWithDeaths(wide, row, random);
    const actors = [...new Set(all.map(({ label }) => actorOf(label)))];
    const actor = actors[random(actors.length)];
    if (actor === USER && random(3) > 0) continue;
    const its = all.filter(({ label }) => actorOf(label) === actor);
    const step = its[random(its.length)];
    steps.push(step);
    row = step.row;
  }
  return { start, steps };
}

function stepsWithDeaths(wide: Wide, row: Int32Array, random: (below: number) => number): WideStep[] {
  const steps = wideStepsOf(wide, row).filter(({ label }) => !completesTheUnknown(wide, row, label));
  return wide.problem.faults !== 0 && random(4) === 0 ? [...steps, ...cutSyncs(wide, row)] : steps;
}

/** No status names a revision that nobody has made: a liberty of the window that no set has. */
const completesTheUnknown = (wide: Wide, row: Int32Array, label: number): boolean => actorOf(label) === USER && objectOf(label) === EDIT_COMPLETE
  && valueIn(wide, row, f.revisionNumber(valueIn(wide, row, f.TEMPLATE))) === 0;
