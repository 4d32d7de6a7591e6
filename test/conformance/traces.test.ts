import { readdirSync } from 'fs';
import { join } from 'path';
import { Step, Trace, Write, readTraces } from '../../conformance/trace-format';
import { Outcome, compareTrace, tally } from '../../conformance/traces';

/**
 * Goal: our StatefulSet controller does what the real one did, sync by sync, on a selection of the project's own recordings; what is known to differ
 * is listed by its cause, and what is not compared is counted.
 * Method: the comparison itself, and the same on recordings that were tampered with, since a comparison that finds nothing may be blind.
 */

const FOLDER = join(__dirname, '..', '..', 'conformance', 'traces');
const tracesOf = (file: string) => readTraces(join(FOLDER, file));
const TRACES = ['canonical-1.34.jsonl.gz', 'random-1.34.jsonl.gz'].flatMap(tracesOf);

const named = ({ trace, step, action }: Outcome) => `${trace} ${step} ${action}`;
const outcomes = TRACES.flatMap(compareTrace);

test('every step of every trace is compared', () => {
  expect(outcomes).toHaveLength(TRACES.flatMap(({ steps }) => steps).length);
  expect(outcomes.filter(({ action }) => action === 'sync')).toHaveLength(8258);
});

test('we do what the real controller did', () => {
  expect(tally(outcomes).mismatches.map(named)).toEqual([]);
});

test.each(readdirSync(FOLDER).filter((file) => !file.includes('1.34')))('and in %s', (file) => {
  const { compared, mismatches } = tally(tracesOf(file).flatMap(compareTrace));
  expect(mismatches.map(named)).toEqual([]);
  expect(compared).toBeGreaterThan(0);
});

test('every version is there', () => {
  const versions = new Set(readdirSync(FOLDER).flatMap((file) => tracesOf(file)[0].ver));
  expect([...versions].sort()).toEqual(['v1.28.15', 'v1.29.14', 'v1.30.14', 'v1.31.14', 'v1.32.13', 'v1.33.13', 'v1.34.4', 'v1.35.4', 'v1.36.3']);
});

test('the comparison is about something: the controller wrote, was answered with errors, adopted and was woken', () => {
  const writes = TRACES.flatMap(({ steps }) => steps).flatMap(({ w = [] }) => w);
  const count = (verb: string, kind: string) => writes.filter(({ v, k }) => v === verb && k === kind).length;
  expect({
    pods: count('create', 'pod'),
    deletions: count('delete', 'pod'),
    updates: count('update', 'pod'),
    adoptions: count('patch', 'pod'),
    claims: count('create', 'pvc'),
    owners: count('update', 'pvc'),
    revisions: count('create', 'cr'),
    statuses: count('update', 'status'),
    errors: writes.filter(({ err }) => err !== undefined).length,
  }).toMatchInlineSnapshot(`
{
  "adoptions": 37,
  "claims": 467,
  "deletions": 734,
  "errors": 4255,
  "owners": 470,
  "pods": 1758,
  "revisions": 827,
  "statuses": 6634,
  "updates": 126,
}
`);
});

describe('a recording that was tampered with is found out', () => {
  /** Changes the first sync of the trace that the change applies to. */
  const tampered = (trace: Trace, change: (step: Step) => Partial<Step> | undefined): Outcome[] => {
    const index = trace.steps.findIndex((step) => change(step) !== undefined);
    const steps = trace.steps.map((step, i) => i === index ? { ...step, ...change(step) } : step);
    expect(index).toBeGreaterThanOrEqual(0);
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

  const orphan = TRACES.find(({ name }) => name === 'adopt_pod')!;
  const minReady = TRACES.find(({ name }) => name === 'minready_requeue')!;

  test.each([
    ['a pod less created', rollout, only('pod', 'create', () => []), 'writes'],
    ['a pod created twice', rollout, only('pod', 'create', (write) => [write, write]), 'writes'],
    ['another revision of a new pod', rollout, only('pod', 'create', (write) => [{ ...write, rev: undefined }]), 'writes'],
    ['another image of a new pod', rollout, only('pod', 'create', (write) => [{ ...write, img: 'v0' }]), 'writes'],
    ['another host name of a new pod', rollout, only('pod', 'create', (write) => [{ ...write, host: 'web-0.' }]), 'writes'],
    ['another label of a new pod', rollout, only('pod', 'create', (write) => [{ ...write, lbl: {} }]), 'writes'],
    ['a new pod without its index', rollout, only('pod', 'create', (write) => [{ ...write, idx: undefined }]), 'writes'],
    ['another volume of a new pod', retained, only('pod', 'create', (write) => [{ ...write, pvc: [] }]), 'writes'],
    ['a new pod without an owner', rollout, only('pod', 'create', (write) => [{ ...write, own: [] }]), 'writes'],
    ['another pod deleted', rollout, only('pod', 'delete', (write) => [{ ...write, n: 'web-0' }]), 'writes'],
    ['another answer to a deletion', rollout, only('pod', 'delete', (write) => [{ ...write, err: 'NotFound' }]), 'writes'],
    ['another number of a revision', rollout, only('cr', 'create', (write) => [{ ...write, num: 7 }]), 'writes'],
    ['a claim less created', retained, only('pvc', 'create', () => []), 'writes'],
    ['another label of a claim', retained, only('pvc', 'create', (write) => [{ ...write, lbl: {} }]), 'writes'],
    ['another owner of a claim', retained, only('pvc', 'update', (write) => [{ ...write, refs: [] }]), 'writes'],
    ['an adoption less', orphan, only('pod', 'patch', () => []), 'writes'],
    ['another count in a status', rollout, only('status', 'update', (write) => [{ ...write, s: { ...write.s!, ready: 9 } }]), 'writes'],
    ['another current revision in a status', rollout, writesChanged((write) => write.s?.curRev === 'r2' ? [{ ...write, s: { ...write.s, curRev: 'r1' } }] : undefined), 'writes'],
    ['a status less', rollout, only('status', 'update', () => []), 'writes'],
    ['an event less', rollout, ({ ev }: Step) => ev === undefined ? undefined : { ev: [] }, 'events'],
    ['a failure', rollout, ({ a, w }: Step) => a === 'sync' && w === undefined ? { retry: true } : undefined, 'failure'],
    ['a wake-up less after a sync', rollout, (step: Step) => touches('create', step) ? { q: 0 } : undefined, 'wake-ups'],
    ['a wake-up less after what the kubelet did', rollout, ({ a, q }: Step) => a === 'ready' ? { q: q! - 1 } : undefined, 'wake-ups'],
    ['a look less after minReadySeconds', minReady, ({ a, after }: Step) => a === 'sync' && after !== undefined ? { after: [] } : undefined, 'wake-ups'],
    ['another time to look again', minReady, ({ a, after }: Step) => a !== 'sync' && after !== undefined ? { after: [1] } : undefined, 'wake-ups'],
    ['a panic', rollout, ({ a }: Step) => a === 'sync' ? { panic: 'index out of range' } : undefined, 'panic'],
    ['a deletion without effect', rollout, (step: Step) => touches('delete', step) ? { d: step.d?.filter(({ k }) => k !== 'pod') } : undefined, 'state after'],
  ])('%s', (_name, trace, change, aspect) => {
    expect(tampered(trace, change).flatMap(({ differences }) => differences.map((difference) => difference.aspect))).toContain(aspect);
  });
});
