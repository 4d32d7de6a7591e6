import { join } from 'path';
import { Step, Trace, Write, readTraces } from '../../conformance/trace-format';
import { Outcome, compareTrace, tally } from '../../conformance/traces';

/**
 * Goal: our StatefulSet controller does what the real one did, sync by sync, on a selection of the project's own recordings; what is known to differ
 * is listed by its cause, and what is not compared is counted.
 * Method: the comparison itself, and the same on recordings that were tampered with, since a comparison that finds nothing may be blind.
 */

const FOLDER = join(__dirname, '..', '..', 'conformance', 'traces');
const TRACES = ['canonical-1.34.jsonl.gz', 'random-1.34.jsonl.gz'].flatMap((file) => readTraces(join(FOLDER, file)));

const UNSUPPORTED = {
  'injected-error': 105,
  'claims-seen-within-sync': 47,
  'pod-of-another-owner': 319,
  'pod-label-repaired': 6,
  'hash-collision': 116,
  'revision-of-another-owner': 27,
  'revision-bytes-rewritten': 26,
  'revisions-behind-cache': 195,
  'claims-behind-cache': 67,
  'pod-volumes-differ': 13,
  'pod-label-changed': 27,
  'readiness-behind-cache': 37,
  'failed-pod-terminating-behind-cache': 10,
  'claim-conflicts-last': 4,
  'revision-numbers-tied': 18,
  'pod-replaced-behind-cache': 2,
};

/** Of the hand-written scenarios, in every version. */
const COMPARED = 1300;

const named = ({ trace, step }: Outcome) => `${trace} ${step}`;
const outcomes = TRACES.flatMap(compareTrace);

test('every sync is compared or counted', () => {
  const { compared, unsupported } = tally(outcomes);
  expect(unsupported).toEqual(UNSUPPORTED);
  expect(compared).toBe(7239);
  expect(outcomes).toHaveLength(TRACES.flatMap(({ steps }) => steps).filter(({ a }) => a === 'sync').length);
});

test('the comparison is about something: upstream writes in many of the syncs compared', () => {
  const syncs = new Map(TRACES.flatMap(({ name, steps }) => steps.map((step, index) => [`${name} ${index}`, step])));
  const writes = outcomes.filter(({ unsupported }) => unsupported === undefined).flatMap((outcome) => syncs.get(named(outcome))?.w ?? []);
  const count = (verb: string, kind: string) => writes.filter(({ v, k }) => v === verb && k === kind).length;
  expect({ pods: count('create', 'pod'), deletions: count('delete', 'pod'), claims: count('create', 'pvc'), owners: count('update', 'pvc') })
    .toEqual({ pods: 1381, deletions: 620, claims: 356, owners: 305 });
});

test('we differ from the real controller in the known ways only', () => {
  expect(tally(outcomes).mismatches.map(named)).toEqual([]);
});

test.each([28, 29, 30, 31, 32, 33, 35, 36])('nor from that of 1.%i, in the hand-written scenarios', (minor) => {
  const { compared, mismatches } = tally(readTraces(join(FOLDER, `canonical-1.${minor}.jsonl.gz`)).flatMap(compareTrace));
  expect(mismatches.map(named)).toEqual([]);
  expect(compared).toBeGreaterThan(COMPARED);
});

describe('a recording that was tampered with is found out', () => {
  /** Changes the first sync of the trace that the change applies to. */
  const tampered = (trace: Trace, change: (step: Step) => Partial<Step> | undefined): Outcome[] => {
    const index = trace.steps.findIndex((step) => step.a === 'sync' && change(step) !== undefined);
    const steps = trace.steps.map((step, i) => i === index ? { ...step, ...change(step) } : step);
    expect(index).toBeGreaterThan(0);
    return compareTrace({ ...trace, steps }).filter(({ step }) => step === index);
  };
  const writesChanged = (change: (write: Write) => Write[] | undefined) => ({ w = [] }: Step) => (
    w.some((write) => change(write) !== undefined) ? { w: w.flatMap((write) => change(write) ?? [write]) } : undefined
  );
  const only = (kind: string, verb: string, change: (write: Write) => Write[]) => (
    writesChanged((write) => write.k === kind && write.v === verb ? change(write) : undefined)
  );
  const touches = (verb: string, { w = [] }: Step) => w.some(({ k, v }) => k === 'pod' && v === verb);
  const rollout = TRACES.find(({ name }) => name === 'rolling_update')!;
  const retained = TRACES.find(({ name }) => name === 'pvc_scale_up_before_kill')!;

  test.each([
    ['a pod less created', rollout, only('pod', 'create', () => []), 'writes'],
    ['a pod created twice', rollout, only('pod', 'create', (write) => [write, write]), 'writes'],
    ['another revision for a new pod', rollout, only('pod', 'create', (write) => [{ ...write, rev: undefined }]), 'writes'],
    ['another pod deleted', rollout, only('pod', 'delete', (write) => [{ ...write, n: 'web-0' }]), 'writes'],
    ['another number of a revision', rollout, only('cr', 'create', (write) => [{ ...write, num: 7 }]), 'writes'],
    ['a claim less created', retained, only('pvc', 'create', () => []), 'writes'],
    ['another owner of a claim', retained, only('pvc', 'update', (write) => [{ ...write, refs: [] }]), 'writes'],
    ['another count in a status', rollout, only('status', 'update', (write) => [{ ...write, s: { ...write.s!, ready: 9 } }]), 'status'],
    ['another current revision in a status', rollout, writesChanged((write) => write.s?.curRev === 'r2' ? [{ ...write, s: { ...write.s, curRev: 'r1' } }] : undefined), 'status'],
    ['a failure', rollout, ({ w }: Step) => w === undefined ? { retry: true } : undefined, 'wake-up'],
    ['a wake-up less', rollout, (step: Step) => touches('create', step) ? { q: 0 } : undefined, 'wake-up'],
    ['a panic', rollout, () => ({ panic: 'index out of range' }), 'panic'],
    ['a deletion without effect', rollout, (step: Step) => touches('delete', step) ? { d: step.d?.filter(({ k }) => k !== 'pod') } : undefined, 'state after'],
  ])('%s', (_name, trace, change, aspect) => {
    expect(tampered(trace, change).flatMap(({ differences }) => differences.map((difference) => difference.aspect))).toContain(aspect);
  });
});
