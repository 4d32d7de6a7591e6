import { valueIn } from './wide';
import type { Wide } from './wide';
import { NAMES_POD, namesOf, podOfReference, uidOf } from '../../src/cluster/claim-references';
import * as f from '../../src/cluster/fields';
import type { Problem } from '../../src/cluster/problem';

/** What the narrow model says where a wide row says this. */
export type Projection = (wide: Wide, row: Int32Array, field: number) => number;

export const kindOfField = (field: number): number => field - field % f.STRIDE;

export const project: Projection = (wide, row, field) => {
  const kind = kindOfField(field);
  if (kind === f.claimOwner(0)) return ownerIn(wide, row, field - kind);
  const value = valueIn(wide, row, field);
  // A status that was never written names no revision; the narrow model takes the first one for it.
  return kind === f.CURRENT_REVISION || kind === f.VIEW_CURRENT_REVISION ? value % f.NO_REVISION : value;
};

/** Whom the references of a claim name, in the narrow model's words: identities age there instead of having UIDs. */
function ownerIn(wide: Wide, row: Int32Array, k: number): number {
  const reference = valueIn(wide, row, f.claimReference(k, 0));
  if (reference === 0) return f.OWNER_NONE;
  if (namesOf(reference) !== NAMES_POD) return f.OWNER_SET;
  const pod = podOfReference(reference);
  const isPresent = valueIn(wide, row, f.phase(pod)) !== f.ABSENT && valueIn(wide, row, f.podUid(pod)) === uidOf(reference);
  if (isPresent) return f.OWNER_POD;
  const isSeen = valueIn(wide, row, f.viewPhase(pod)) !== f.ABSENT && valueIn(wide, row, f.viewPodUid(pod)) === uidOf(reference);
  return isSeen ? f.OWNER_UNSEEN : f.OWNER_GONE;
}

/**
 * One claim stands for all of an ordinal: the one that holds it back most.
 *
 * @param claims how many there are in the wide model
 */
export const oneForAll = (claims: number): Projection => (wide, row, field) => {
  const kind = kindOfField(field);
  if (!OF_A_CLAIM.some((claim) => claim(0) === kind)) return project(wide, row, field);
  const ofOrdinal = numbers(claims).map((j) => (field - kind) * claims + j);
  const slowest = ofOrdinal.reduce((worst, k) => delay(wide, row, k) > delay(wide, row, worst) ? k : worst);
  return project(wide, row, kind + slowest);
};

/** The higher, the longer until the claim is as its pod needs it. */
function delay(wide: Wide, row: Int32Array, k: number): number {
  const value = (field: number) => project(wide, row, field);
  if (value(f.claim(k)) === f.CLAIM_ABSENT) return 2;
  const pending = value(f.claim(k)) === f.CLAIM_PENDING ? 1 : 0;
  if (value(f.claimDeleting(k)) === 1) return 3 + pending;
  return value(f.claimOwner(k)) === f.OWNER_GONE ? 5 + pending : pending;
}

const OF_THE_SET = [
  f.REPLICAS, f.PARTITION, f.TEMPLATE, f.ON_DELETE, f.NO_ROLLING_UPDATE_BLOCK, f.CURRENT_REVISION, f.CURRENT_REPLICAS, f.EDIT, f.UNSEEN_SET,
  f.VIEW_REPLICAS, f.VIEW_PARTITION, f.VIEW_TEMPLATE, f.VIEW_ON_DELETE, f.VIEW_NO_ROLLING_UPDATE_BLOCK, f.VIEW_CURRENT_REVISION, f.VIEW_CURRENT_REPLICAS,
];
const OF_A_POD = [
  f.phase, f.ready, f.available, f.deleting, f.revision, f.leftover, f.unseenPod, f.viewPhase, f.viewReady, f.viewAvailable, f.viewDeleting, f.viewRevision,
];
const OF_A_CLAIM = [f.claim, f.claimDeleting, f.claimOwner, f.claimData];

/** Every field that the narrow model can have. */
export const fieldsOf = ({ slots, claims }: Problem): number[] => [
  ...OF_THE_SET,
  ...numbers(slots).flatMap((i) => OF_A_POD.map((field) => field(i))),
  ...numbers(slots * claims).flatMap((k) => OF_A_CLAIM.map((field) => field(k))),
];

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** The ordinal that a field speaks of, or -1 where it speaks of the set. */
export function ordinalOf(field: number, claims: number): number {
  const kind = kindOfField(field);
  if (OF_THE_SET.includes(field)) return -1;
  return OF_A_CLAIM.some((claim) => claim(0) === kind) ? Math.floor((field - kind) / claims) : field - kind;
}

/** Fields that may vary in wide rows although the problem at hand has no use for them: a count that decides nothing, and what only 1.36 waits for. */
export const LEFT_OUT: ReadonlySet<number> = new Set([f.CURRENT_REPLICAS, f.VIEW_CURRENT_REPLICAS, f.UNSEEN_SET, f.unseenPod(0)]);

/** The name of a field in fields.ts, for whoever reads a failure. */
export const nameOf = (field: number): string => `${NAMES.get(kindOfField(field)) ?? ''}${field % f.STRIDE === 0 && isOfTheSet(field) ? '' : ` of ${field % f.STRIDE}`}`;

const isOfTheSet = (field: number): boolean => Object.values(f).includes(field);
const NAMES = new Map(Object.entries(f).flatMap(([name, value]): [number, string][] => {
  if (typeof value === 'function') return [[value(0, 0), name]];
  return value >= f.STRIDE && value % f.STRIDE === 0 || name === 'REPLICAS' ? [[value, name]] : [];
}));
