import { type Values, upTo } from './values';
import * as f from '../cluster/fields';
import { CONTROLLER, EVICTION, FAULT_INTERRUPTED, FAULT_REFUSED, RESYNC, USER } from '../cluster/label';
import type { Problem } from '../cluster/problem';

/** One step: what was so before it, what is so after it, and who took it. */
export interface Observed {
  readonly problem: Problem;
  readonly before: Values;
  readonly after: Values;
  readonly actor: number;
}

/** What a step says of a property: nothing, that it was put to the test and held, or that it is broken. */
export type Judgement = 'silent' | 'held' | 'broken';
export type Property = (step: Observed) => Judgement;

/*
 * The properties that are verified, each said anew from its sentence, without a look at `prove`: a mistake in one place is no mistake in both. They judge rows, by
 * what is there before and after, and ask who took a step only where the sentence does.
 */

const isThere = (values: Values, i: number): boolean => values(f.phase(i)) !== f.ABSENT;
const isStaying = (values: Values, i: number): boolean => isThere(values, i) && values(f.deleting(i)) === 0;
/** Running, ready, and that for minReadySeconds; and not on its way out. */
const isInService = (values: Values, i: number): boolean =>
  values(f.phase(i)) === f.RUNNING && values(f.ready(i)) === 1 && values(f.available(i)) === 1 && isStaying(values, i);

const appears = ({ before, after }: Observed, i: number): boolean => !isThere(before, i) && isThere(after, i);
/** Is asked to go, or goes at once. */
const leaves = ({ before, after }: Observed, i: number): boolean => isStaying(before, i) && !isStaying(after, i);
const starts = ({ before, after }: Observed, i: number): boolean => before(f.phase(i)) !== f.RUNNING && after(f.phase(i)) === f.RUNNING;

const byController = ({ actor }: Observed): boolean => actor === CONTROLLER || actor === RESYNC || actor === FAULT_INTERRUPTED || actor === FAULT_REFUSED;

const all = (judged: readonly boolean[]): Judgement => judged.length === 0 ? 'silent' : judged.every(Boolean) ? 'held' : 'broken';

const ordinals = ({ problem: { slots } }: Observed): number[] => upTo(slots);
const claimsOf = ({ problem: { claims } }: Observed, i: number): number[] => upTo(claims).map((template) => i * claims + template);

/** A pod is created only when every predecessor is running, ready and available. */
const create: Property = (step) => all(ordinals(step).filter((i) => i > 0 && appears(step, i))
  .map((i) => upTo(i).every((below) => isInService(step.before, below))));

/** Of the pods above the wanted number the controller takes the highest, and only that one. */
const terminate: Property = (step) => {
  if (!byController(step)) return 'silent';
  const condemned = ordinals(step).filter((i) => i >= step.before(f.REPLICAS) && isThere(step.before, i));
  return all(condemned.filter((i) => leaves(step, i)).map((i) => i === Math.max(...condemned)));
};

/** The controller replaces a sound pod only where it is outdated and not held back, after all above it are as they should be, one at a time where pods go in order. */
function isReplacedInTurn({ problem, before }: Observed, i: number): boolean {
  const wanted = before(f.TEMPLATE);
  const isUpdated = (j: number): boolean => before(f.revision(j)) === wanted && before(f.available(j)) === 1 && before(f.deleting(j)) === 0;
  return before(f.ON_DELETE) === 0 && i >= before(f.PARTITION) && before(f.revision(i)) !== wanted
    && upTo(before(f.REPLICAS)).slice(i + 1).every(isUpdated)
    && (problem.parallel || upTo(i).every((j) => before(f.deleting(j)) === 0));
}

const update: Property = (step) => {
  if (!byController(step)) return 'silent';
  const { before, after } = step;
  const wanted = upTo(before(f.REPLICAS));
  const replaced = wanted.filter((i) => leaves(step, i) && before(f.phase(i)) !== f.FAILED).map((i) => isReplacedInTurn(step, i));
  // Below a partition a pod comes back as the status calls current.
  const heldBack = wanted.filter((i) => appears(step, i) && i < before(f.PARTITION) && before(f.ON_DELETE) === 0 && before(f.NO_ROLLING_UPDATE_BLOCK) === 0);
  if (heldBack.some((i) => after(f.revision(i)) !== before(f.CURRENT_REVISION))) return 'broken';
  const left = before(f.ON_DELETE) === 1 ? wanted.filter((i) => isThere(before, i) && before(f.revision(i)) !== before(f.TEMPLATE)) : [];
  return all([...replaced, ...left.map(() => true)]);
};

/** A process starts only where no earlier one of its ordinal still runs. */
const atMostOne: Property = (step) => all(ordinals(step).filter((i) => starts(step, i)).map((i) => step.after(f.leftover(i)) === 0));

/** Nor where one runs on another node, with the volume mounted. */
const singleWriter: Property = (step) => all(ordinals(step).filter((i) => starts(step, i) && step.after(f.node(i)) > 0)
  .map((i) => (step.after(f.leftover(i)) & ~(1 << step.after(f.node(i)) - 1)) === 0));

/** A process starts on its own bound claims, with nobody else's data, and no claim goes while its pod has a node. */
const sticky: Property = (step) => {
  const { before, after } = step;
  const isOwn = (i: number, k: number): boolean => {
    const writer = before(f.holds(after(f.volume(k)) - 1));
    return after(f.claim(k)) === f.CLAIM_BOUND && (writer === 0 || writer === i + 1);
  };
  const lost = ordinals(step).some((i) => before(f.phase(i)) > f.PENDING
    && claimsOf(step, i).some((k) => before(f.claim(k)) !== f.CLAIM_ABSENT && after(f.claim(k)) === f.CLAIM_ABSENT));
  if (lost) return 'broken';
  return all(ordinals(step).filter((i) => starts(step, i)).map((i) => claimsOf(step, i).every((k) => isOwn(i, k))));
};

/** A claim with data is given up only by a person, by the deletion of the set, or by a policy that says Delete for an ordinal that nobody wants; an autoscaler is nobody. */
const kept: Property = (step) => {
  const { problem, before, after, actor } = step;
  if (actor === USER) return 'silent';
  const isGivenUp = (k: number): boolean => before(f.claimDeleting(k)) === 0 && (after(f.claimDeleting(k)) === 1 || after(f.claim(k)) === f.CLAIM_ABSENT);
  const isUnwanted = (i: number): boolean => before(f.WHEN_SCALED) === 1 && problem.autoscalesTo === 0 && (before(f.SET_GONE) === 1 || i >= before(f.REPLICAS));
  const ofTheSet = (k: number): boolean => [f.OWNER_SET, f.OWNER_EARLIER_SET].includes(before(f.claimOwner(k)));
  const withData = ordinals(step).flatMap((i) => claimsOf(step, i).filter((k) => before(f.claimData(k)) === 1).map((k) => ({ i, k })));
  if (withData.some(({ i, k }) => isGivenUp(k) && !ofTheSet(k) && !isUnwanted(i))) return 'broken';
  return withData.some(({ i, k }) => !isGivenUp(k) && isThere(before, i) && !isThere(after, i)) ? 'held' : 'silent';
};

/**
 * Whoever takes ready pods away on purpose, the controller or a drain, leaves a majority of the members ready. Where scaling is free, as in a window that stands for
 * more ordinals, it is only asked while all of them are wanted.
 */
const quorum: Property = (step) => {
  if (!byController(step) && step.actor !== EVICTION) return 'silent';
  const { problem, before, after } = step;
  const isAsked = !problem.freeEdits || before(f.REPLICAS) === problem.slots;
  if (!isAsked || !ordinals(step).some((i) => before(f.ready(i)) === 1 && after(f.ready(i)) === 0)) return 'silent';
  return 2 * ordinals(step).filter((i) => after(f.ready(i)) === 1).length > problem.peers ? 'held' : 'broken';
};

/** By the guarantee that each says. Of any other nothing is verified. */
export const PROPERTIES: ReadonlyMap<string, Property> = new Map([
  ['order/create', create],
  ['order/terminate', terminate],
  ['order/update', update],
  ['identity/at-most-one', atMostOne],
  ['storage/single-writer', singleWriter],
  ['storage/sticky', sticky],
  ['storage/kept', kept],
  ['availability/quorum', quorum],
]);
