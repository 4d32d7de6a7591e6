/**
 * The state of the modelled cluster, field by field.
 *
 * A state is a short row of 32-bit words. A field is a number into the layout's tables (layout.ts), which say in which word it
 * stands, at which bit, under which mask, and which value it has where the problem at hand gives it no bits at all. The step
 * functions are written once, against these fields. Nothing else in `cluster` knows where a field is stored.
 *
 * Three groups: what the API server stores, what the controller's cache shows (`view...`, the same bits where caches are
 * fresh), and what only the prover keeps (faults left, the next edit, processes that outlive their pod, data on a volume).
 */

/** Fields of one kind are numbered `kind * STRIDE + index`, so that the number of slots can differ between problems. */
export const STRIDE = 256;

/** The most ordinals one problem may have. Beyond it nothing could be explored anyway. */
export const MAX_SLOTS = 64;

// The set, as the API server stores it.
export const REPLICAS = 0 * STRIDE;
export const PARTITION = 1 * STRIDE;
/** Which template the spec holds: a small index into the problem's templates. Each template is one revision. */
export const TEMPLATE = 2 * STRIDE;
/** 1 where updateStrategy is OnDelete. */
export const ON_DELETE = 3 * STRIDE;
/** 1 where updateStrategy.type is RollingUpdate and there is no rollingUpdate block: upstream treats that differently from partition 0. */
export const NO_ROLLING_UPDATE_BLOCK = 4 * STRIDE;
/** status.currentRevision, as the index of its template. */
export const CURRENT_REVISION = 5 * STRIDE;
/** status.currentReplicas: feeds back into control only where there is no rollingUpdate block. */
export const CURRENT_REPLICAS = 6 * STRIDE;
/** The number of the revision object made from each template: a rollback renumbers it. Only recordings and replays read it. */
const REVISION_NUMBER = 7 * STRIDE;

// One pod per ordinal, as the API server stores it.
const PHASE = 8 * STRIDE;
const READY = 9 * STRIDE;
const AVAILABLE = 10 * STRIDE;
const DELETING = 11 * STRIDE;
const REVISION = 12 * STRIDE;

// One claim per ordinal and claim template.
const CLAIM = 13 * STRIDE;
const CLAIM_DELETING = 14 * STRIDE;
const CLAIM_OWNER = 15 * STRIDE;

// The controller's cache.
export const VIEW_REPLICAS = 16 * STRIDE;
export const VIEW_PARTITION = 17 * STRIDE;
export const VIEW_TEMPLATE = 18 * STRIDE;
export const VIEW_ON_DELETE = 19 * STRIDE;
export const VIEW_NO_ROLLING_UPDATE_BLOCK = 20 * STRIDE;
export const VIEW_CURRENT_REVISION = 21 * STRIDE;
export const VIEW_CURRENT_REPLICAS = 22 * STRIDE;
const VIEW_PHASE = 23 * STRIDE;
const VIEW_READY = 24 * STRIDE;
const VIEW_AVAILABLE = 25 * STRIDE;
const VIEW_DELETING = 26 * STRIDE;
const VIEW_REVISION = 27 * STRIDE;

/** 1 while the set is in the controller's work queue. */
export const QUEUED = 28 * STRIDE;

// What only the prover keeps.
/** How many faults may still happen. */
export const FAULTS = 29 * STRIDE;
/** The next edit of the scenario's script. */
export const EDIT = 30 * STRIDE;
const LEFTOVER = 31 * STRIDE;
const CLAIM_DATA = 32 * STRIDE;

// What the controller wrote and its cache does not show yet: only where it waits for that (1.36).
const UNSEEN_POD = 33 * STRIDE;
export const UNSEEN_SET = 34 * STRIDE;
/** Of claims the model has no cache; only recordings say. */
export const UNSEEN_CLAIMS = 35 * STRIDE;

// Of the set, only in recordings.
/** 1 where the set has a deletionTimestamp. */
export const SET_DELETING = 36 * STRIDE;
export const VIEW_SET_DELETING = 37 * STRIDE;
/** 1 where the cache shows no set. */
export const VIEW_SET_GONE = 38 * STRIDE;
/** 1 where the API server's set has changed since, in whatever way: a status that is written then conflicts. */
export const VIEW_SET_OUTDATED = 39 * STRIDE;
/** 1 where status.currentRevision names a revision that is gone: upstream takes the update revision for it, and so does `CURRENT_REVISION`. */
export const CURRENT_REVISION_GONE = 40 * STRIDE;

/** Owner references of a claim that `claimOwner` has no words for, or 0 (claim-owners.ts). */
const CLAIM_OTHERS = 41 * STRIDE;

/** Of revisions with the same number, a later one has a higher age. */
const REVISION_AGE = 42 * STRIDE;

export const FIELDS = 43 * STRIDE;

/** The pod's place in its life: ABSENT, PENDING, SCHEDULED, RUNNING or FAILED. */
export const phase = (slot: number) => PHASE + slot;
/** The Ready condition. */
export const ready = (slot: number) => READY + slot;
/** 1 when it has been ready for minReadySeconds. The same bit as `ready` where minReadySeconds is 0. */
export const available = (slot: number) => AVAILABLE + slot;
/** 1 when metadata.deletionTimestamp is set. */
export const deleting = (slot: number) => DELETING + slot;
/** The template that the pod was made from. */
export const revision = (slot: number) => REVISION + slot;
/** CLAIM_ABSENT, CLAIM_PENDING or CLAIM_BOUND. The index is `slot * claims + template`. */
export const claim = (index: number) => CLAIM + index;
export const claimDeleting = (index: number) => CLAIM_DELETING + index;
/** Whom the claim's owner reference names: OWNER_NONE, OWNER_SET, OWNER_POD or OWNER_GONE. */
export const claimOwner = (index: number) => CLAIM_OWNER + index;
export const claimOthers = (index: number) => CLAIM_OTHERS + index;
/** 1 once the ordinal's process has written to the volume. */
export const claimData = (index: number) => CLAIM_DATA + index;
export const viewPhase = (slot: number) => VIEW_PHASE + slot;
export const viewReady = (slot: number) => VIEW_READY + slot;
export const viewAvailable = (slot: number) => VIEW_AVAILABLE + slot;
export const viewDeleting = (slot: number) => VIEW_DELETING + slot;
export const viewRevision = (slot: number) => VIEW_REVISION + slot;
/** 1 while the cache does not show yet what the controller last wrote to this pod (a creation, not a deletion). */
export const unseenPod = (slot: number) => UNSEEN_POD + slot;
/** 1 while a process of an earlier pod of this ordinal still runs. */
export const leftover = (slot: number) => LEFTOVER + slot;
export const revisionAge = (template: number) => REVISION_AGE + template;
export const revisionNumber = (template: number) => REVISION_NUMBER + template;

export const ABSENT = 0;
/** Phase Pending, without a node. */
export const PENDING = 1;
/** Phase Pending, with a node: containers are being made. */
export const SCHEDULED = 2;
export const RUNNING = 3;
/** Phase Failed (or Succeeded, which the controller treats alike). */
export const FAILED = 4;
/** The node does not answer: only in recordings. */
export const UNKNOWN = 5;

export const CLAIM_ABSENT = 0;
export const CLAIM_PENDING = 1;
export const CLAIM_BOUND = 2;

export const OWNER_NONE = 0;
export const OWNER_SET = 1;
/** The present pod of this ordinal. */
export const OWNER_POD = 2;
/** A pod of this name that is gone: another UID. Identities age instead of growing, so the state space stays finite. */
export const OWNER_GONE = 3;
