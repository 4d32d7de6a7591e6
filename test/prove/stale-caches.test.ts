import { EDIT_REPLICAS } from '../../src/cluster/problem';
import { check } from '../../src/prove/check';
import { orderCreate } from '../../src/prove/guarantees/order-create';
import { orderTerminate } from '../../src/prove/guarantees/order-terminate';
import { orderUpdate } from '../../src/prove/guarantees/order-update';
import { ORDINARY } from '../cluster/problems';

/**
 * Goal: the same step functions run with a controller's cache that lags behind, object by object, and then the order of real pods is not
 * what it seems to the controller. The real controller does this too, up to 1.35: a pod is deleted while one above it exists unseen.
 */
const MONITORS = [orderCreate, orderTerminate, orderUpdate];
const stale = { ...ORDINARY, claims: 0, slots: 2, replicas: 2, peers: 2, staleCaches: true, faults: 1 };
const MANY = 1_000_000;

test('with a cache that lags, a pod is created before its predecessor is ready in truth', () => {
  const outcome = check({ ...stale, settled: false }, MONITORS, { maxStates: MANY });
  expect(outcome.exploration.frontier).toBe(0);
  expect([...outcome.violations.keys()]).toEqual(['order/create']);
});

test('with a cache that lags, a pod is deleted while one above it exists', () => {
  const edits = [{ kind: EDIT_REPLICAS, argument: 0 }, { kind: EDIT_REPLICAS, argument: 2 }, { kind: EDIT_REPLICAS, argument: 0 }];
  const outcome = check({ ...stale, edits }, MONITORS, { maxStates: MANY });
  expect(outcome.exploration.frontier).toBe(0);
  expect(outcome.violations.has('order/terminate')).toBe(true);
});

test('with fresh caches neither happens, on the same problems', () => {
  const edits = [{ kind: EDIT_REPLICAS, argument: 0 }, { kind: EDIT_REPLICAS, argument: 2 }, { kind: EDIT_REPLICAS, argument: 0 }];
  expect(check({ ...stale, staleCaches: false, settled: false }, MONITORS, { maxStates: MANY }).violations.size).toBe(0);
  expect(check({ ...stale, staleCaches: false, edits }, MONITORS, { maxStates: MANY }).violations.size).toBe(0);
});

test('a cache that lags still catches up: every run converges', () => {
  expect(check({ ...stale, settled: false }, [], { maxStates: MANY }).stuck.size).toBe(0);
});
