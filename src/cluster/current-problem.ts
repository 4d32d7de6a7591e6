import { MAX_NODES } from './placement';
import type { Placement } from './placement';
import type { Profile } from './profile';

/**
 * The constants of the problem at hand, as the step functions read them: one object of one shape, all integers, set once before
 * an exploration. The edits of the script are two arrays.
 */
export const problem = {
  slots: 0,
  claims: 0,
  parallel: 0,
  whenScaledDelete: 0,
  whenDeletedDelete: 0,
  noGracePeriod: 0,
  readiness: 0,
  peers: 0,
  templates: 1,
  brokenTemplates: 0,
  freeEdits: 0,
  freeCompletion: 0,
  faults: 0,
  staleCaches: 0,
  workQueue: 0,
  minReady: 0,
  healthIsAvailability: 1,
  deleteOfMissingPodIsDone: 0,
  waitsForOwnWrites: 0,
  maxUnavailable: 0,
  maxUnavailableIsPercent: 0,
  revisionHistoryLimit: 10,
  listsOwnPodsFirst: 1,
  honorsRetentionPolicy: 1,
  negativeHistoryLimitPanics: 0,
  looksAgainWhenAvailable: 1,
  comparesRevisionsByMeaning: 1,
  revisions: 0,
  wide: 0,
  edits: 0,
  nodes: 0,
  onlyPlacing: 0,
  nodeFaults: 0,
  names: 0,
  budget: 0,
  budgetAmount: 0,
  evictsUnhealthy: 0,
  autoscalesFrom: 0,
  autoscalesTo: 0,
  collectorChecksVersion: 1,
  eligible: 0,
  apart: 0,
  spreads: 0,
  binding: 0,
  places: 0,
  staticVolumes: 0,
  singleNode: 0,
  toleratesUnreachable: 0,
  mergesViews: 0,
  mergesNodes: 1,
  schedulesAtOnce: 0,
  startsAtOnce: 0,
};

// The placement, as the scheduler reads it.
export const zoneOf = new Int32Array(MAX_NODES);
export const roomOn = new Int32Array(MAX_NODES);
/** Nodes of one kind are alike in all that the problem says of them. */
export const kindOfNode = new Int32Array(MAX_NODES);
/** More volumes or zones than this are cut off: see `usePlacement`. */
export const MAX_PLACES = 31;
export const nodesOfPlace = new Int32Array(MAX_PLACES);
/** More spread constraints than this no pod has. */
export const MAX_SPREADS = 8;
export const spreadDomain = new Int32Array(MAX_SPREADS);
export const spreadSkew = new Int32Array(MAX_SPREADS);
export const spreadMinDomains = new Int32Array(MAX_SPREADS);
export const spreadCounted = new Int32Array(MAX_SPREADS);

/** Has the scheduler and the volume binder decide by this placement. */
export function usePlacement(placement: Placement): void {
  const { zones, eligible, room, apart, spread, binding, places, staticVolumes, singleNode, toleratesUnreachable } = placement;
  if (zones.length > MAX_NODES || places.length > MAX_PLACES || spread.length > MAX_SPREADS) {
    throw new RangeError(`a placement of ${zones.length} nodes, ${places.length} places and ${spread.length} constraints is larger than ${MAX_NODES}, ${MAX_PLACES} and ${MAX_SPREADS}`);
  }
  problem.eligible = eligible;
  problem.apart = apart;
  problem.spreads = spread.length;
  problem.binding = binding;
  problem.places = places.length;
  problem.staticVolumes = Number(staticVolumes);
  problem.singleNode = Number(singleNode);
  problem.toleratesUnreachable = Number(toleratesUnreachable);
  spread.forEach(({ domain, maxSkew, minDomains, counted }, s) => {
    spreadDomain[s] = domain;
    spreadSkew[s] = maxSkew;
    spreadMinDomains[s] = minDomains;
    spreadCounted[s] = counted;
  });
  nodesOfPlace.fill(0);
  nodesOfPlace.set(places);
  const kinds: string[] = [];
  zones.forEach((zone, n) => {
    zoneOf[n] = zone;
    roomOn[n] = room[n];
    const kind = [zone, room[n], eligible >>> n & 1, ...places.map((nodes) => nodes >>> n & 1), ...spread.map(({ counted }) => counted >>> n & 1)].join();
    if (!kinds.includes(kind)) kinds.push(kind);
    kindOfNode[n] = kinds.indexOf(kind);
  });
}
/** The most edits that a script may have. */
export const MAX_EDITS = 255;
export const editKind = new Int32Array(MAX_EDITS);
export const editArgument = new Int32Array(MAX_EDITS);

/** Has syncs behave as in this version: every switch that they ask, but for what becomes of maxUnavailable. */
export function useProfile(profile: Profile): void {
  problem.healthIsAvailability = Number(profile.healthIsAvailability);
  problem.deleteOfMissingPodIsDone = Number(profile.deleteOfMissingPodIsDone);
  problem.waitsForOwnWrites = Number(profile.waitsForOwnWrites);
  problem.listsOwnPodsFirst = Number(profile.listsOwnPodsFirst);
  problem.honorsRetentionPolicy = Number(profile.honorsRetentionPolicy);
  problem.negativeHistoryLimitPanics = Number(profile.negativeHistoryLimitPanics);
  problem.comparesRevisionsByMeaning = Number(profile.comparesRevisionsByMeaning);
  problem.looksAgainWhenAvailable = Number(profile.looksAgainWhenAvailable);
}
