import { workerData } from 'worker_threads';
import { finish, take } from './claims';
import type { HelperData } from './data';
import type { Explored } from './helpers';
import { exploreShape } from '../../prove/explore-shape';
import { outcomeText } from '../../prove/outcome-text';
import { stopAt } from '../bounds';
import { now } from '../machine';

// A helper: explores what nobody has taken, and hands it over.

const { thread, shapes, claims, bounds, port, interrupted } = workerData as HelperData;
const stop = stopAt(bounds, { now, memoryUsed: process.memoryUsage.rss, interrupted: () => Atomics.load(interrupted, 0) !== 0 });

shapes.forEach((shape, number) => {
  if (!take(claims, number, thread)) return;
  let ok = false;
  try {
    const { outcome, whole } = exploreShape(shape, stop);
    const explored: Explored = { shape: number, outcome: outcomeText(outcome), whole };
    port.postMessage(explored);
    ok = true;
  } finally {
    // Whoever waits for it explores it again, and meets the same error where it can be told.
    finish(claims, number, ok);
  }
});
