import type { Cell, Counterexample, Report, SetReport } from '../../src/prove/report';
import type { ClaimLine, DnsAnswer, PodState, Snapshot, Timeline, TimelineStep } from '../../src/prove/timeline';

// Records made by hand, as the prover makes them, so that the outputs can be tested without it.

export const DB_SOURCE = [
  'apiVersion: apps/v1',
  'kind: StatefulSet',
  'metadata:',
  '  name: db',
  'spec:',
  '  podManagementPolicy: OrderedReady',
];

const place = { file: 'dist/db.k8s.yaml', line: 1, column: 1, construct: 'app/db' };

export function pod(ordinal: number, changed: Partial<PodState> = {}): PodState {
  return {
    ordinal, name: `db-${ordinal}`, ready: '1/1', status: 'Running', restarts: 0, revision: 'db-6949bfdf68', image: 'db:1', address: `10.244.0.${ordinal + 4}`, ...changed,
  };
}

export function claim(ordinal: number, changed: Partial<ClaimLine> = {}): ClaimLine {
  return { name: `data-db-${ordinal}`, status: 'Bound', capacity: '10Gi', accessModes: 'RWO', storageClass: 'standard', data: true, ...changed };
}

const SERVICE = 'db.prod.svc.cluster.local';

function dns(ordinals: readonly number[]): DnsAnswer[] {
  const addresses = ordinals.map((ordinal) => pod(ordinal).address);
  return [{ name: SERVICE, addresses }, ...ordinals.map((ordinal, i) => ({ name: `db-${ordinal}.${SERVICE}`, addresses: [addresses[i]] }))];
}

const ONE = [{ name: 'db-6949bfdf68', revision: 1, image: 'db:1' }];
const TWO = [...ONE, { name: 'db-64ddc6d498', revision: 2, image: 'db:broken' }];

export function snapshot(changed: Partial<Snapshot> = {}): Snapshot {
  return {
    replicas: 3,
    pods: [pod(0), pod(1), pod(2)],
    claims: [claim(0), claim(1), claim(2)],
    dns: dns([0, 1, 2]),
    leftovers: [],
    status: {
      replicas: 3, readyReplicas: 3, availableReplicas: 3, currentReplicas: 3, updatedReplicas: 3, currentRevision: 'db-6949bfdf68', updateRevision: 'db-6949bfdf68',
    },
    revisions: ONE,
    ...changed,
  };
}

export function step(index: number, actor: string, action: string, after: Snapshot, changed: Partial<TimelineStep> = {}): TimelineStep {
  return { index, actor, action, watch: [], events: [], claims: [], dns: [], rollout: [], after, ...changed };
}

const leaving = pod(2, { status: 'Terminating' });
const waiting = pod(2, { ready: '0/1', status: 'Pending', revision: 'db-64ddc6d498', image: 'db:broken', address: '' });
const broken = pod(2, { ready: '0/1', status: 'ImagePullBackOff', revision: 'db-64ddc6d498', image: 'db:broken', address: '10.244.0.9' });

const unanswered = [...dns([0, 1]), { name: `db-2.${SERVICE}`, addresses: [] }];

/** A bad image is rolled out and taken back: kubernetes#67250. */
export const badRoll: Timeline = {
  set: 'db',
  namespace: 'prod',
  scenario: 'bad-roll-then-fix',
  kubernetes: '1.34.4',
  featureGates: {},
  start: snapshot(),
  steps: [
    step(1, 'user', 'roll to db:broken', snapshot({ revisions: TWO }), {
      command: 'kubectl set image statefulset/db db=db:broken -n prod', rollout: ['Waiting for 1 pods to be ready...'],
    }),
    step(2, 'statefulset-controller', 'delete Pod db-2', snapshot({ revisions: TWO, pods: [pod(0), pod(1), leaving], dns: dns([0, 1]) }), {
      watch: [leaving],
      events: [{ type: 'Normal', reason: 'SuccessfulDelete', object: 'statefulset/db', message: 'Delete Pod db-2 in StatefulSet db successful' }],
      dns: [dns([0, 1])[0], { name: `db-2.${SERVICE}`, addresses: [] }],
    }),
    step(3, 'kubelet', 'remove Pod db-2', snapshot({ revisions: TWO, pods: [pod(0), pod(1)], dns: dns([0, 1]) }), { watch: [{ ...leaving, ready: '0/1', status: 'Completed' }] }),
    step(4, 'statefulset-controller', 'create Pod db-2', snapshot({ revisions: TWO, pods: [pod(0), pod(1), waiting], dns: unanswered }), {
      watch: [waiting], events: [{ type: 'Normal', reason: 'SuccessfulCreate', object: 'statefulset/db', message: 'Create Pod db-2 in StatefulSet db successful' }],
    }),
    step(5, 'kubelet', 'db-2 cannot pull its image', snapshot({ revisions: TWO, pods: [pod(0), pod(1), broken], dns: unanswered }), {
      watch: [broken], events: [{ type: 'Warning', reason: 'Failed', object: 'pod/db-2', message: 'Error: ImagePullBackOff' }], claims: [claim(2)],
    }),
    step(6, 'user', 'roll back to db:1', snapshot({ revisions: TWO, pods: [pod(0), pod(1), broken], dns: unanswered }), {
      command: 'kubectl rollout undo statefulset/db -n prod',
      rollout: ['Waiting for 1 pods to be ready...'],
      note: 'the controller waits for db-2 to be ready before it replaces it',
    }),
  ],
};

/** The user's own words never stand in a record unescaped: a name that moves the cursor, reverses the line, and talks to the CI runner. */
export const HOSTILE = 'x\u001b[2J\u202egnp.\n::error::hi\u200b\u009b31m##[error]';

const stuck: Counterexample = {
  ending: 'db-2 stays on db:broken though db:1 is wanted',
  stuck: true,
  kubectlSays: 'Waiting for 1 pods to be ready...',
  remedy: 'kubectl delete pod db-2 -n prod',
  timeline: badRoll,
};

export function cell(guarantee: string, scenario: string, changed: Partial<Cell> = {}): Cell {
  return {
    guarantee,
    scenario,
    verdict: 'PROVED',
    claim: `${guarantee} holds in ${scenario}`,
    severity: 'error',
    exploration: { states: 1234, transitions: 5000, depth: 30, frontier: 0 },
    witnesses: [{ name: 'a pod failed', reached: true }],
    ...changed,
  };
}

const everyCount = { exploration: { states: 51273, transitions: 200000, depth: 60, frontier: 0, window: 2 }, witnesses: [{ name: 'a pod was created behind another', reached: true }] };
const read = { exploration: undefined, witnesses: [] };
const NINE = ['bootstrap', 'restart-all', 'scale-up', 'scale-down', 'roll-image', 'canary', 'rollback', 'pod-deleted', 'node-lost'];

const provedCells: Cell[] = [
  cell('identity/at-most-one', 'every replica count', everyCount),
  cell('order/create', 'every replica count', everyCount),
  ...NINE.map((scenario) => cell('storage/kept', scenario)),
  cell('network/governing-service', 'static', read),
  cell('identity/undisturbed', 'static', read),
];

export const limit = cell('rollout/recovers', 'bad-roll-then-fix', {
  verdict: 'REFUTED',
  severity: 'limit',
  counterexample: stuck,
  diagnostic: {
    rule: 'rollout/recovers',
    severity: 'limit',
    message: 'after a bad image is taken back, one pod stays on it until somebody deletes the pod',
    advice: 'try an image on one pod first (partition), or use podManagementPolicy: Parallel where the engine allows it',
    where: place,
  },
});

export const error = cell('boot/completes', 'bootstrap', {
  verdict: 'REFUTED',
  counterexample: { ...stuck, ending: 'db-0 waits for a majority that is never created' },
  diagnostic: {
    rule: 'boot/completes',
    severity: 'error',
    message: 'the set never boots: db-0 is not ready without db-1, and db-1 is not created before db-0 is ready',
    reason: 'under OrderedReady a pod is created only when its predecessors are ready, but this engine is ready only when a majority of its members runs',
    advice: 'set podManagementPolicy: Parallel',
    where: { ...place, line: 6, column: 3 },
  },
});

export function set(changed: Partial<SetReport> = {}): SetReport {
  return {
    name: 'db',
    namespace: 'prod',
    where: place,
    replicas: 3,
    podManagementPolicy: 'OrderedReady',
    readiness: 'majority (from the annotation)',
    cluster: '4 nodes in 1 zone (assumed), storage class standard (assumed)',
    verdict: 'PROVED',
    cells: provedCells,
    diagnostics: [],
    notes: [],
    ...changed,
  };
}

export function report(changed: Partial<Report> = {}): Report {
  return {
    formatVersion: '1.0', tool: { name: 'cdk8s-stateful', version: '0.0.0' }, kubernetes: '1.34.4', featureGates: {}, files: 1, objects: 4, explored: 63_613, shapes: 24, hits: 0, sets: [set()], diagnostics: [], exitCode: 0, ...changed,
  };
}

export const sound = report({ sets: [set({ cells: [...provedCells, limit] })] });

export const refuted = report({
  sets: [set({
    podManagementPolicy: 'OrderedReady',
    verdict: 'REFUTED',
    cells: [...provedCells, error, cell('boot/completes', 'restart-all', { ...error, scenario: 'restart-all' }), cell('boot/completes', 'pod-deleted'), limit],
    diagnostics: [{ rule: 'hygiene/probes', severity: 'warning', message: 'container db has no readiness probe', advice: 'add a readinessProbe', where: { ...place, line: 3 } }],
    notes: ['the acceptance of storage/binds matches nothing'],
  })],
  exitCode: 1,
});
