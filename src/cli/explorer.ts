import type { Bounds } from './bounds';
import type { Machine } from './machine';
import type { OutcomeCache } from './outcome-cache';
import { type Claims, claimsFor, finish, finished, isFree, take, waitForMore } from './threads/claims';
import type { Helpers } from './threads/helpers';
import { type Explorer, type ShapeOutcome, type Stop, exploreShape } from '../prove/explore-shape';
import { type Shape, shapeText } from '../prove/shape';

/** How a run explores. */
export interface Exploring {
  readonly bounds: Bounds;
  readonly cache?: OutcomeCache;
  /** How many threads explore, with the one that proves. Absent, there are as many as processors, and none before it is worth it. */
  readonly workers?: number;
}

/** The number of the thread that proves; helpers have higher ones. */
const PROOF_THREAD = 1;
/** A helper is there a fifth of a second after it was called. What takes less than this, in milliseconds, is done before it could help much. */
const WORTH_HELP = 1000;

/** An explorer that can say what it has done. */
export interface RunExplorer extends Explorer {
  /** How many outcomes were remembered from earlier runs. */
  readonly remembered: () => number;
  /** Whether nothing was left undone but what is beyond the number of states. */
  readonly isWhole: () => boolean;
}

/** An explorer that remembers what earlier runs explored, and shares work that takes long with other threads. What is reported is the same, whoever explores it, and whatever is finished first. */
export function explorerOf({ bounds, cache, workers }: Exploring, machine: Machine): RunExplorer {
  const begun = machine.now();
  const most = (workers ?? machine.processors) - 1;
  let shapes: readonly Shape[] = [];
  let numbers: ReadonlyMap<string, number> = new Map();
  let claims: Claims = claimsFor(0);
  let helpers: Helpers | undefined;
  let remembered = 0;
  let isWhole = true;

  const callHelpers = () => {
    if (helpers !== undefined || machine.startHelpers === undefined || most < 1) return;
    if (workers === undefined && machine.now() - begun < WORTH_HELP) return;
    const free = shapes.filter((_, shape) => isFree(claims, shape)).length;
    if (free > 1) helpers = machine.startHelpers({ helpers: Math.min(most, free - 1), shapes, claims, bounds });
  };

  const keep = (key: string, { outcome, whole }: ShapeOutcome) => {
    if (whole) cache?.write(key, outcome); else isWhole = false;
    return outcome;
  };

  /** Waits for a helper, and explores what nobody has taken in the meantime. */
  const fromHelper = (shape: number, stop: Stop, own: Map<number, ShapeOutcome>): ShapeOutcome | undefined => {
    for (;;) {
      const before = finished(claims);
      const found = helpers?.outcomeOf(shape);
      if (found !== undefined || helpers === undefined || helpers.hasFailed(shape)) return found;
      const other = shapes.findIndex((_, each) => take(claims, each, PROOF_THREAD));
      if (other < 0) {
        waitForMore(claims, before);
      } else {
        own.set(other, exploreShape(shapes[other], stop));
        finish(claims, other, true);
      }
    }
  };

  const own = new Map<number, ShapeOutcome>();
  return {
    expect: (expected) => {
      const texts = new Map(expected.map((shape) => [shapeText(shape), shape]));
      // Where an earlier run has been, there is nothing to share.
      const unknown = [...texts].filter(([text]) => cache?.read(text) === undefined);
      shapes = unknown.map(([, shape]) => shape);
      numbers = new Map(unknown.map(([text], number) => [text, number]));
      claims = claimsFor(shapes.length);
    },
    explore: (shape, stop, tell) => {
      const key = shapeText(shape);
      const known = cache?.read(key);
      if (known !== undefined) {
        remembered++;
        return known;
      }
      callHelpers();
      const number = numbers.get(key);
      if (number !== undefined && !take(claims, number, PROOF_THREAD)) {
        const found = own.get(number) ?? fromHelper(number, stop, own);
        if (found !== undefined) return keep(key, found);
      }
      const explored = exploreShape(shape, stop, tell);
      if (number !== undefined) finish(claims, number, true);
      return keep(key, explored);
    },
    remembered: () => remembered,
    isWhole: () => isWhole,
  };
}
