/** One sync of the real controller against one of ours, from the same state. README.md says what each aspect compares. */
import type { Step } from './trace-format';
import { planInjections } from './trace-injections';
import { placesOf } from './trace-places';
import type { FieldValue } from './trace-row';
import { STORED, fieldsOf, stand, useWorld } from './trace-row';
import type { Situation } from './trace-situation';
import type { ClusterState } from './trace-state';
import type { Watch } from './trace-wakes';
import { recordedWakes, wakesText } from './trace-wakes';
import { ourEvents, ourWrites, theirWrites } from './trace-writes';
import type { Words } from './trace-writes';
import * as f from '../src/cluster/fields';
import { now } from '../src/cluster/row';
import { lastSync, sync } from '../src/cluster/statefulset';
import { EVERY_WRITE } from '../src/cluster/write';

export interface Difference {
  readonly aspect: 'recording' | 'panic' | 'writes' | 'events' | 'failure' | 'wake-ups' | 'state after';
  readonly theirs: string;
  readonly ours: string;
}

/**
 * Runs our sync. What it did stays in the successor that is being written.
 *
 * @param recorderRules whether the API server is the recorder's, or a real one
 */
export function runSync(situation: Situation, recorderRules: boolean): Words {
  const { set, state, cached, templates, uids, profile } = situation;
  const placed = profile.honorsStartOrdinal ? set : { ...set, spec: { ...set.spec, start: 0 } };
  const isOwned = (pod: string) => uids.controllerOf(cached.pods.get(pod)?.own) === uids.of(set.uid);
  const places = placesOf(placed, [state, cached], profile.listsOwnPodsFirst ? isOwned : () => false);
  stand(situation, places, useWorld(situation, places, recorderRules).words);
  planInjections(situation.plans, places);
  sync(EVERY_WRITE);
  return { set, profile, places, templates, uids };
}

/** Holds what the sync just run did against what the recorded one did. */
export function compareSync({ step, set }: Situation, words: Words): Difference[] {
  const inOrder = set.spec.pmp === 'Parallel' ? sorted : sortedClaims;
  return [
    differs('panic', String(step.panic !== undefined), String(lastSync().panicked)),
    differs('writes', theirWrites(step.w ?? [], words).join('; '), ourWrites(words).join('; ')),
    differs('events', inOrder(step.ev ?? []).join(', '), inOrder(ourEvents(words)).join(', ')),
    differs('failure', String(step.retry ?? false), String(lastSync().failed && !lastSync().panicked)),
  ].filter((difference) => difference !== undefined);
}

/** What the event handlers asked for, and the sync itself. */
export function compareWakes(step: Step, watch: Watch, secondsUntilCheck: number): Difference[] {
  const { now: times, after } = watch.take();
  const ours = wakesText(times, secondsUntilCheck > 0 ? [...after, secondsUntilCheck] : after);
  return [differs('wake-ups', recordedWakes(step), ours)].filter((difference) => difference !== undefined);
}

const sorted = (events: readonly string[]): readonly string[] => [...events].sort();

/** Upstream makes the claims of one pod in any order; the recorder sorts them. */
function sortedClaims(events: readonly string[]): readonly string[] {
  const isClaim = (event: string) => event.includes(' claim/');
  const result: string[] = [];
  for (let i = 0; i < events.length;) {
    let j = i + 1;
    while (isClaim(events[i]) && j < events.length && isClaim(events[j])) j++;
    result.push(...[...events.slice(i, j)].sort());
    i = j;
  }
  return result;
}

/** Holds the successor of the sync just run against the recorded state after it. */
export function compareEffects(situation: Situation, after: ClusterState, words: Words): Difference[] {
  const wrong = fieldsOf(situation, after, words.places, STORED).filter(([field, value]) => isComparable(field) && now(field) !== value);
  if (wrong.length === 0) return [];
  const told = (valueOf: (pair: FieldValue) => number) => wrong.map((pair) => `${NAMES.get(kindOfField(pair[0]))} ${pair[0] % f.STRIDE} is ${valueOf(pair)}`).join(', ');
  return [{ aspect: 'state after', theirs: told(([, value]) => value), ours: told(([field]) => now(field)) }];
}

function differs(aspect: Difference['aspect'], theirs: string, ours: string): Difference | undefined {
  return theirs === ours ? undefined : { aspect, theirs, ours };
}

const kindOfField = (field: number) => field - field % f.STRIDE;
const NAMES = new Map<number, string>([
  [f.phase(0), 'phase of pod'], [f.deleting(0), 'deletion of pod'], [f.revision(0), 'revision of pod'], [f.podOwner(0), 'owner of pod'],
  [f.podUnnamed(0), 'lost name of pod'], [f.podMissesClaim(0), 'missing claim of pod'],
  [f.claim(0), 'claim'], [f.claimDeleting(0), 'deletion of claim'],
  ...Array.from({ length: f.MAX_REFERENCES }, (_, j): [number, string] => [f.claimReference(0, j), `owner ${j} of claim`]),
  [f.revisionNumber(0), 'number of revision'], [f.revisionOwner(0), 'owner of revision'], [f.revisionBytes(0), 'bytes of revision'],
  [f.CURRENT_REVISION, 'status.currentRevision'], [f.CURRENT_REPLICAS, 'status.currentReplicas'], [f.STATUS_REPLICAS, 'status.replicas'],
  [f.STATUS_READY, 'status.readyReplicas'], [f.STATUS_AVAILABLE, 'status.availableReplicas'], [f.STATUS_UPDATED, 'status.updatedReplicas'],
  [f.STATUS_UPDATE_REVISION, 'status.updateRevision'], [f.OBSERVED_GENERATION, 'status.observedGeneration'], [f.COLLISIONS, 'status.collisionCount'],
]);
/** Not readiness, which our API server takes from a pod together with its deletion; versions and UIDs are numbers of our own. */
const isComparable = (field: number) => NAMES.has(kindOfField(field));
