/** One sync of our controller on the objects of a scenario: its writes, and what they change. */
import type { Cluster } from './cluster';
import { uidOf } from './cluster';
import { deletedPod } from './deletion';
import { runSync } from '../../../conformance/trace-compare';
import type { Change, Claim, Pod, Revision, SetObject, Step, Write } from '../../../conformance/trace-format';
import { madePod } from '../../../conformance/trace-made';
import type { Words } from '../../../conformance/trace-writes';
import { ourEvents } from '../../../conformance/trace-writes';
import type { Recording } from '../../../conformance/traces';
import { situationOf } from '../../../conformance/traces';
import { ALREADY_EXISTS, CONFLICT, DONE, INVALID, NOT_FOUND } from '../../../src/cluster/answer';
import { NAMES_SET, blocksDeletion, isController, namesOf, uidOf as uidIn } from '../../../src/cluster/claim-references';
import * as f from '../../../src/cluster/fields';
import { answerTo, detailOf, get, now, write, writes } from '../../../src/cluster/row';
import { lastSync } from '../../../src/cluster/statefulset';
import {
  ADOPT_POD, ADOPT_REVISION, CREATE_CLAIM, CREATE_POD, CREATE_REVISION, DELETE_POD, DELETE_REVISION, RELEASE_POD, UPDATE_CLAIM, UPDATE_POD, UPDATE_REVISION,
  UPDATE_STATUS, kindOf, objectOfWrite,
} from '../../../src/cluster/write';

export interface Synced {
  readonly step: Step;
  /** When the set is to be looked at again; 0 is never. */
  readonly secondsUntilCheck: number;
}

export function syncStep(cluster: Cluster, recording: Recording): Synced {
  const words = runSync(situationOf(recording, { a: 'sync' }), true);
  const w: Write[] = [];
  const d: Change[] = [];
  for (let index = 0; index < writes(); index++) {
    const made = writeAt(index, cluster, words, d);
    if (made === undefined) continue;
    w.push(made.write);
    d.push(...made.changes);
  }
  const { failed, panicked, secondsUntilCheck } = lastSync();
  return {
    step: { a: 'sync', w, ev: ourEvents(words), d, t: cluster.now, ...failed && !panicked ? { retry: true } : {}, ...panicked ? { panic: 'panics' } : {} },
    secondsUntilCheck,
  };
}

const ERRORS: ReadonlyMap<number, string> = new Map([[ALREADY_EXISTS, 'AlreadyExists'], [NOT_FOUND, 'NotFound'], [CONFLICT, 'Conflict'], [INVALID, 'Invalid']]);

interface Made { readonly write: Write; readonly changes: Change[] }

/** One write as the recorder tells it. `d` is what the writes before have changed. */
function writeAt(index: number, cluster: Cluster, words: Words, d: readonly Change[]): Made | undefined {
  const answer = answerTo(index);
  const made = makeWrite(index, cluster, words, (change) => latest(cluster, d, change));
  if (made === undefined) return undefined;
  if (answer === DONE) return { write: made.write, changes: made.changes() };
  const { res: _, ...sent } = made.write;
  return { write: { ...sent, err: ERRORS.get(answer) ?? 'Failed' }, changes: [] };
}

/** An object as it stands within the sync. */
function latest<K extends Change['k']>({ state }: Cluster, d: readonly Change[], { k, n }: { readonly k: K; readonly n: string }): Extract<Change, { k: K }> {
  const stored = { pod: state.pods.get(n), pvc: state.claims.get(n), cr: state.revisions.get(n), set: state.set }[k];
  return ([...d].reverse().find((change) => change.k === k && change.n === n) ?? stored) as Extract<Change, { k: K }>;
}

interface Making { readonly write: Write; readonly changes: () => Change[] }

type Find = <K extends Change['k']>(of: { readonly k: K; readonly n: string }) => Extract<Change, { k: K }>;

function makeWrite(index: number, cluster: Cluster, words: Words, object: Find): Making | undefined {
  const { places, templates, set, profile } = words;
  const number = objectOfWrite(write(index));
  const detail = (each: number): number => detailOf(index, each);
  const pod = places.pods[number];
  const owner = [`set:${set.uid}:c:b`];
  switch (kindOf(write(index))) {
    case CREATE_POD: {
      const made = madePod(set, templates.templateOf(detail(0), set), pod, templates.aliasAt(detail(0)), profile);
      const { idx: _, img: __, host: ___, ...kept } = made;
      return { write: { v: 'create', k: 'pod', n: pod, ...made }, changes: () => [{ k: 'pod', n: pod, uid: uidOf(cluster, pod), ph: 'Pending', ...kept }] };
    }
    case DELETE_POD: {
      const stored = object({ k: 'pod', n: pod });
      const d = stored === undefined || stored.gone ? [] : deletedPod(stored);
      return { write: { v: 'delete', k: 'pod', n: pod, res: d.some(({ gone }) => gone) ? 'gone' : 'terminating' }, changes: () => d };
    }
    case UPDATE_POD: {
      const repairs = get(f.podUnnamed(number)) !== now(f.podUnnamed(number)) || get(f.podMissesClaim(number)) !== now(f.podMissesClaim(number));
      const { pn: _, ...named } = object({ k: 'pod', n: pod }) ?? {};
      const pvc = (set.spec.claims ?? []).map((claim) => `${claim}-${pod}`).sort();
      return { write: { v: 'update', k: 'pod', n: pod, ...repairs ? {} : { res: 'noop' } }, changes: () => repairs ? [{ ...named, pvc } as Pod] : [] };
    }
    case ADOPT_POD: return { write: { v: 'patch', k: 'pod', n: pod, patch: 'adopt uid' }, changes: () => [{ ...object({ k: 'pod', n: pod }), own: owner }] };
    case RELEASE_POD: return { write: { v: 'patch', k: 'pod', n: pod, patch: 'release uid' }, changes: () => [{ ...object({ k: 'pod', n: pod }), own: undefined }] };
    case CREATE_CLAIM: {
      const n = claimName(number, words);
      return { write: { v: 'create', k: 'pvc', n }, changes: () => [{ k: 'pvc', n, uid: uidOf(cluster, n) } as Claim] };
    }
    case UPDATE_CLAIM: {
      const n = claimName(number, words);
      const numbers = Array.from({ length: f.MAX_REFERENCES }, (_, j) => detail(j));
      const refs = numbers.filter((reference) => reference !== 0).map((reference) => referenceText(reference, cluster, words));
      return { write: { v: 'update', k: 'pvc', n, refs }, changes: () => [{ ...object({ k: 'pvc', n }), refs }] };
    }
    case CREATE_REVISION: {
      const revision: Revision = { k: 'cr', n: templates.aliasAt(number), num: detail(0), own: owner };
      return { write: { v: 'create', k: 'cr', n: revision.n, num: detail(0) }, changes: () => [revision] };
    }
    case UPDATE_REVISION: {
      const n = templates.aliasAt(number);
      return { write: { v: 'update', k: 'cr', n, num: detail(0) }, changes: () => [{ ...object({ k: 'cr', n }), num: detail(0) }] };
    }
    case DELETE_REVISION: {
      const n = templates.aliasAt(number);
      return { write: { v: 'delete', k: 'cr', n }, changes: () => [{ k: 'cr', n, gone: true }] };
    }
    case ADOPT_REVISION: {
      const n = templates.aliasAt(number);
      return { write: { v: 'patch', k: 'cr', n, patch: 'adopt uid' }, changes: () => [{ ...object({ k: 'cr', n }), own: owner }] };
    }
    case UPDATE_STATUS: {
      const [replicas, ready, avail, cur, upd] = [0, 1, 2, 3, 4].map(detail);
      const s = { replicas, ready, avail, cur, upd, curRev: templates.aliasAt(detail(5)), updRev: templates.aliasAt(detail(6)), cc: detail(7), og: detail(8) };
      return { write: { v: 'update', k: 'status', n: set.n, s }, changes: () => [{ ...object({ k: 'set', n: set.n }), st: s } as SetObject] };
    }
    default: return undefined;
  }
}

const claimName = (number: number, { places }: Words): string => [...places.claimNumbers()].find(([, each]) => each === number)![0];

/** The owner that a number stands for: the present set, or a pod that was there when the sync began. */
function referenceText(reference: number, { state }: Cluster, { set, uids }: Words): string {
  const known = namesOf(reference) === NAMES_SET ? [set.uid] : [...state.pods.values()].map(({ uid }) => uid);
  const uid = known.find((each) => uids.of(each) === uidIn(reference));
  if (uid === undefined) throw new Error('a claim is owned by something that this scenario does not have');
  return `${namesOf(reference) === NAMES_SET ? 'set' : 'pod'}:${uid}${isController(reference) ? ':c' : ''}${blocksDeletion(reference) ? ':b' : ''}`;
}
