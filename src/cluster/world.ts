import { MAX_SLOTS, NOBODY, STRIDE } from './fields';

/**
 * What a wide row is about, beyond the problem: the constants that recordings need and explorations do not.
 *
 * A *place* is where a pod of the set can be: place i below `replicas` is ordinal start + i, and the places above are the condemned pods, in the
 * order in which upstream takes them from the last. In an exploration the pod at place i has the number i, and that is all. In a recording a
 * place can have two pods (`web-1` and `web-01`) and there are pods without any place, so pods have numbers of their own: the pod with the regular
 * name of a place has the place's number, further ones have those above.
 */
export const world = {
  /** How many pods there are numbers for. */
  pods: 0,
  /** How many revisions there are numbers for. */
  revisions: 0,
  /** When the controller's caches show what it writes: one of the three below. */
  follows: 0,
  /** The bytes of the revision that the set's template makes. */
  wantedBytes: 0,
  minReadySeconds: 0,
  /**
   * 1 where the API server is the recorder's: it lets a pod's volumes change, and removes a failed, terminating pod at once when it is deleted
   * again. A real one refuses the first (validation.go:ValidatePodUpdate) and leaves the second be (registry/rest/delete.go:BeforeDelete).
   */
  recorderRules: 0,
};

/** After the sync; of an ordinal after a conflict, already before the retry. */
export const AFTERWARDS = 0;
/** At once. */
export const AT_ONCE = 1;
/** When told to. */
export const BY_HAND = 2;

/** The place of a pod, or -1 where its name has no ordinal that counts. */
export const placeOf = new Int32Array(STRIDE);
/** Whether the pod's name is one that the set gives, leading zeros included (isMemberOf). */
export const isMember = new Int32Array(STRIDE);
/** Whether the name is the regular one of its ordinal. */
export const isRegular = new Int32Array(STRIDE);
/** The first place of the same ordinal: whose claims a pod has, and what catches up together. */
export const ordinalOf = new Int32Array(STRIDE);
/** Pods in the order in which the cache lists them: by ordinal, then by name. */
export const listed = new Int32Array(STRIDE);
/** Revisions in the order in which orphans among them are adopted: by name in recordings. Upstream leaves it to a map. */
export const adoptionOrder = new Int32Array(STRIDE).map((_, r) => r);
/** Claim templates in the order in which missing claims are made: by name. Upstream leaves it to a map. */
export const creationOrder = new Int32Array(STRIDE);
/** What the bytes of a revision mean: equal numbers are equal templates. */
export const meaningOf = new Int32Array(STRIDE);
/** Which revision has the name that the wanted template gets after so many collisions. */
export const revisionNamed = new Int32Array(STRIDE);

/** Who sits at each place as the controller sees it: a pod, or NOBODY. In an exploration, always the pod of that number. */
export const seats = new Int32Array(MAX_SLOTS);

/** Everybody at the place of the same number, as explorations have it. */
export function seatEverybody(): void {
  for (let i = 0; i < MAX_SLOTS; i++) seats[i] = i;
}

export function emptySeats(): void {
  seats.fill(NOBODY);
}

seatEverybody();
