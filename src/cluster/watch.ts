/**
 * What wakes the controller: changes of pods and of the set that its caches show (stateful_set.go: NewStatefulSetController, addPod, updatePod,
 * deletePod). It has no handler for claims, revisions or volumes, so a sync that waits for one of those waits until something else happens.
 */

/** A pod, as far as the handlers look at it. */
export interface WatchedPod {
  /** The UID of its controller, or 0. */
  readonly owner: number;
  /** Equal numbers are equal references to the controller. */
  readonly reference: number;
  /** Equal numbers are equal labels. */
  readonly labels: number;
  /** Whether the selector of the set in the cache matches them. */
  readonly selected: boolean;
  readonly deleting: boolean;
  readonly ready: boolean;
}

/** The set in the cache at that moment. */
export interface WatchedSet {
  readonly uid: number;
  readonly minReadySeconds: number;
}

/** How often the set is put into the queue, and after how many seconds once more (0 is not). */
export interface Wakes {
  readonly now: number;
  readonly after: number;
}

const NOT: Wakes = { now: 0, after: 0 };
const once = (wakes: boolean): Wakes => wakes ? { now: 1, after: 0 } : NOT;

/** The reference leads to the set in the cache: of that name, and not to an earlier one (resolveControllerRef). */
const leadsTo = (owner: number, set: WatchedSet): boolean => owner !== 0 && owner === set.uid;

/** A pod that appears: the one that owns it looks, or of an orphan whoever's selector matches it. */
export function podAppears(pod: WatchedPod, set: WatchedSet | undefined): Wakes {
  if (set === undefined) return NOT;
  if (pod.deleting) return podVanishes(pod, set);
  return once(pod.owner === 0 ? pod.selected : leadsTo(pod.owner, set));
}

/**
 * A pod that changes: its former controller looks if it lost it, its present one always.
 *
 * @param secondMore up to 1.34 the check for availability comes a second later than minReadySeconds says
 */
export function podChanges(before: WatchedPod, after: WatchedPod, set: WatchedSet | undefined, secondMore: boolean): Wakes {
  if (set === undefined) return NOT;
  const moved = before.reference !== after.reference;
  const lost = Number(moved && leadsTo(before.owner, set));
  if (after.owner === 0) return { now: lost + Number((moved || before.labels !== after.labels) && after.selected), after: 0 };
  if (!leadsTo(after.owner, set)) return { now: lost, after: 0 };
  const becomesReady = !before.ready && after.ready && set.minReadySeconds > 0;
  return { now: lost + 1, after: becomesReady ? set.minReadySeconds + Number(secondMore) : 0 };
}

/** Nobody cares for an orphan that goes. */
export function podVanishes(pod: WatchedPod, set: WatchedSet | undefined): Wakes {
  return once(set !== undefined && leadsTo(pod.owner, set));
}

/** Whatever happens to the set, a resync that changes nothing included. */
export const setHappens = (): Wakes => once(true);
