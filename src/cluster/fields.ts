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

// Only in wide rows: what recordings of the real controller hold beyond all this (world.ts).
/** 1 where the set has a deletionTimestamp. */
export const SET_DELETING = 36 * STRIDE;
export const VIEW_SET_DELETING = 37 * STRIDE;
/** 1 where the API server, or the cache, has no set. */
export const SET_GONE = 38 * STRIDE;
export const VIEW_SET_GONE = 39 * STRIDE;
/** UIDs are small numbers; 0 is none. */
export const SET_UID = 40 * STRIDE;
export const VIEW_SET_UID = 41 * STRIDE;
/** Grows with every change of an object, as its resourceVersion does. */
export const SET_VERSION = 42 * STRIDE;
export const VIEW_SET_VERSION = 43 * STRIDE;
export const GENERATION = 44 * STRIDE;
export const VIEW_GENERATION = 45 * STRIDE;
// The rest of the status. CURRENT_REVISION and STATUS_UPDATE_REVISION name a revision, or none (`NO_REVISION`).
export const STATUS_REPLICAS = 46 * STRIDE;
export const VIEW_STATUS_REPLICAS = 47 * STRIDE;
export const STATUS_READY = 48 * STRIDE;
export const VIEW_STATUS_READY = 49 * STRIDE;
export const STATUS_AVAILABLE = 50 * STRIDE;
export const VIEW_STATUS_AVAILABLE = 51 * STRIDE;
export const STATUS_UPDATED = 52 * STRIDE;
export const VIEW_STATUS_UPDATED = 53 * STRIDE;
export const STATUS_UPDATE_REVISION = 54 * STRIDE;
export const VIEW_STATUS_UPDATE_REVISION = 55 * STRIDE;
export const OBSERVED_GENERATION = 56 * STRIDE;
export const VIEW_OBSERVED_GENERATION = 57 * STRIDE;
export const COLLISIONS = 58 * STRIDE;
export const VIEW_COLLISIONS = 59 * STRIDE;

const POD_OWNER = 60 * STRIDE;
const VIEW_POD_OWNER = 61 * STRIDE;
const POD_OUTSIDE = 62 * STRIDE;
const VIEW_POD_OUTSIDE = 63 * STRIDE;
const POD_UNNAMED = 64 * STRIDE;
const VIEW_POD_UNNAMED = 65 * STRIDE;
const POD_MISSES_CLAIM = 66 * STRIDE;
const VIEW_POD_MISSES_CLAIM = 67 * STRIDE;
const POD_UID = 68 * STRIDE;
const VIEW_POD_UID = 69 * STRIDE;
const POD_VERSION = 70 * STRIDE;
const VIEW_POD_VERSION = 71 * STRIDE;
const VIEW_POD_WAIT = 72 * STRIDE;

const VIEW_CLAIM = 73 * STRIDE;
const VIEW_CLAIM_DELETING = 74 * STRIDE;
const CLAIM_VERSION = 75 * STRIDE;
const VIEW_CLAIM_VERSION = 76 * STRIDE;
/** As many owner references as a claim may have. */
export const MAX_REFERENCES = 6;
const CLAIM_REFERENCE = 77 * STRIDE;
const VIEW_CLAIM_REFERENCE = CLAIM_REFERENCE + MAX_REFERENCES * STRIDE;

const VIEW_REVISION_NUMBER = 89 * STRIDE;
/** Of revisions with the same number, a later one has a higher age. */
const REVISION_AGE = 90 * STRIDE;
const VIEW_REVISION_AGE = 91 * STRIDE;
const REVISION_OWNER = 92 * STRIDE;
const VIEW_REVISION_OWNER = 93 * STRIDE;
const REVISION_HIDDEN = 94 * STRIDE;
const VIEW_REVISION_HIDDEN = 95 * STRIDE;
const REVISION_BYTES = 96 * STRIDE;
const VIEW_REVISION_BYTES = 97 * STRIDE;
const REVISION_UID = 98 * STRIDE;
const VIEW_REVISION_UID = 99 * STRIDE;
const REVISION_VERSION = 100 * STRIDE;
const VIEW_REVISION_VERSION = 101 * STRIDE;

// Where things are: only where nodes are part of the state.
const NODE = 102 * STRIDE;
const ATTACHED = 103 * STRIDE;
const VOLUME = 104 * STRIDE;
const NODE_STATE = 105 * STRIDE;
/** The node that is being drained, plus one, or 0. It is cordoned. */
export const DRAINING = 106 * STRIDE;
const RELEASED = 107 * STRIDE;
const PEERS = 108 * STRIDE;
const COLLECTING = 109 * STRIDE;
/** persistentVolumeClaimRetentionPolicy: 1 for Delete. */
export const WHEN_SCALED = 110 * STRIDE;
export const WHEN_DELETED = 111 * STRIDE;

const HOLDS = 112 * STRIDE;

export const FIELDS = 113 * STRIDE;

/** The name of no revision, in a status that was never written and of a pod without the label. */
export const NO_REVISION = STRIDE - 1;
/** A pod that is never there: whoever sits at a place where nobody sits. */
export const NOBODY = STRIDE - 1;

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
/** 1 once the ordinal's process has written to the volume. */
export const claimData = (index: number) => CLAIM_DATA + index;
export const viewPhase = (slot: number) => VIEW_PHASE + slot;
export const viewReady = (slot: number) => VIEW_READY + slot;
export const viewAvailable = (slot: number) => VIEW_AVAILABLE + slot;
export const viewDeleting = (slot: number) => VIEW_DELETING + slot;
export const viewRevision = (slot: number) => VIEW_REVISION + slot;
/** 1 while the cache does not show yet what the controller last wrote to this pod (a creation, not a deletion). */
export const unseenPod = (slot: number) => UNSEEN_POD + slot;
/** Where processes of earlier pods of this ordinal still run: bit n for node n, or a single bit where nodes are no part of the state. */
export const leftover = (slot: number) => LEFTOVER + slot;
/** The pod's node, plus one, or 0 while it has none. */
export const node = (slot: number) => NODE + slot;
/** The node that the ordinal's volume is attached to, plus one, or 0. Only of volumes that one node at a time can have. */
export const attached = (slot: number) => ATTACHED + slot;
/** The place of the claim's volume (placement.ts), plus one, or 0 before it is bound. */
export const volume = (index: number) => VOLUME + index;
/** NODE_READY, NODE_SILENT, NODE_UNREACHABLE, NODE_OUT_OF_SERVICE or NODE_GONE. */
export const nodeState = (index: number) => NODE_STATE + index;
/** 1 where a static volume was used by a claim that is gone: nobody gets it any more. */
export const released = (place: number) => RELEASED + place;
/** Whose data a static volume holds: the ordinal plus one, or 0. */
export const holds = (place: number) => HOLDS + place;
/** The ordinals whose processes ran when this one's stopped, as bits: kept on its volume. */
export const peersOfLastRun = (slot: number) => PEERS + slot;
/** 1 when the garbage collector has seen that the claim's owner is gone, and will delete it. */
export const collecting = (index: number) => COLLECTING + index;

/** The number of the revision object, or 0 where there is none. Without wide rows, a revision has the index of its template. */
export const revisionNumber = (index: number) => REVISION_NUMBER + index;
export const viewRevisionNumber = (index: number) => VIEW_REVISION_NUMBER + index;
export const revisionAge = (index: number) => REVISION_AGE + index;
export const viewRevisionAge = (index: number) => VIEW_REVISION_AGE + index;
/** The UID of the controller that owns it, or 0. */
export const revisionOwner = (index: number) => REVISION_OWNER + index;
export const viewRevisionOwner = (index: number) => VIEW_REVISION_OWNER + index;
/** 1 where the set's selector does not find it. */
export const revisionHidden = (index: number) => REVISION_HIDDEN + index;
export const viewRevisionHidden = (index: number) => VIEW_REVISION_HIDDEN + index;
/** Which bytes it stores: equal numbers are equal bytes. */
export const revisionBytes = (index: number) => REVISION_BYTES + index;
export const viewRevisionBytes = (index: number) => VIEW_REVISION_BYTES + index;
export const revisionUid = (index: number) => REVISION_UID + index;
export const viewRevisionUid = (index: number) => VIEW_REVISION_UID + index;
export const revisionVersion = (index: number) => REVISION_VERSION + index;
export const viewRevisionVersion = (index: number) => VIEW_REVISION_VERSION + index;

/** The UID of the controller that owns the pod, or 0. */
export const podOwner = (pod: number) => POD_OWNER + pod;
export const viewPodOwner = (pod: number) => VIEW_POD_OWNER + pod;
/** 1 where the set's selector does not match its labels. */
export const podOutside = (pod: number) => POD_OUTSIDE + pod;
export const viewPodOutside = (pod: number) => VIEW_POD_OUTSIDE + pod;
/** 1 where the pod-name label is not its name. */
export const podUnnamed = (pod: number) => POD_UNNAMED + pod;
export const viewPodUnnamed = (pod: number) => VIEW_POD_UNNAMED + pod;
/** 1 where it lacks the volume of one of the set's claims. */
export const podMissesClaim = (pod: number) => POD_MISSES_CLAIM + pod;
export const viewPodMissesClaim = (pod: number) => VIEW_POD_MISSES_CLAIM + pod;
export const podUid = (pod: number) => POD_UID + pod;
export const viewPodUid = (pod: number) => VIEW_POD_UID + pod;
export const podVersion = (pod: number) => POD_VERSION + pod;
export const viewPodVersion = (pod: number) => VIEW_POD_VERSION + pod;
/** Seconds until a ready pod is available, as the cache tells. */
export const viewPodWait = (pod: number) => VIEW_POD_WAIT + pod;

export const viewClaim = (index: number) => VIEW_CLAIM + index;
export const viewClaimDeleting = (index: number) => VIEW_CLAIM_DELETING + index;
export const claimVersion = (index: number) => CLAIM_VERSION + index;
export const viewClaimVersion = (index: number) => VIEW_CLAIM_VERSION + index;
/** One owner reference of a claim, or 0 (claim-references.ts). */
export const claimReference = (index: number, place: number) => CLAIM_REFERENCE + place * STRIDE + index;
export const viewClaimReference = (index: number, place: number) => VIEW_CLAIM_REFERENCE + place * STRIDE + index;

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

export const NODE_READY = 0;
/** The kubelet does not answer, and nobody has noticed: pods still look ready. */
export const NODE_SILENT = 1;
/** Ready is Unknown: tainted, and its pods are not ready. */
export const NODE_UNREACHABLE = 2;
/** A person has said that nothing runs there any more (node.kubernetes.io/out-of-service). */
export const NODE_OUT_OF_SERVICE = 3;
/** The Node object is deleted. The machine may still run. */
export const NODE_GONE = 4;

export const CLAIM_ABSENT = 0;
export const CLAIM_PENDING = 1;
export const CLAIM_BOUND = 2;

export const OWNER_NONE = 0;
export const OWNER_SET = 1;
/** The present pod of this ordinal. */
export const OWNER_POD = 2;
/** A pod of this name that is gone: another UID. Identities age instead of growing, so the state space stays finite. */
export const OWNER_GONE = 3;
/** The same, while the controller's cache still shows that pod: to the controller its owner is there. Only where caches may lag. */
export const OWNER_UNSEEN = 4;
/** An earlier set of this name. */
export const OWNER_EARLIER_SET = 5;

// Whom a pod belongs to, in explorations that delete the set.
export const ORPHAN = 0;
export const OF_THE_SET = 1;
export const OF_AN_EARLIER_SET = 2;
