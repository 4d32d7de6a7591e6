import { read, web } from './manifests';
import { prove, type ProveOptions, type RunOptions } from '../../src/prove';
import type { Outcome } from '../../src/prove/check';
import { type Explorer, exploreShape } from '../../src/prove/explore-shape';
import type { Report, SetReport } from '../../src/prove/report';
import { shapeText } from '../../src/prove/shape';

/** Goal: sets that are alike in all that decides what comes of them are decided once, and what is said of a set does not depend on which others are proved with it. */

/** A set in a namespace of its own, and what stands around it there. */
const inNamespace = (namespace: string, text: string, objects = ''): string =>
  `${text}${objects}`.replace(/^metadata: \{name/gm, `metadata: {namespace: ${namespace}, name`);

const two = (spec = '', rest: Parameters<typeof web>[1] = {}): string => web(spec, { replicas: 2, ...rest });
const budget = 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: pdb}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: nginx}}}\n';
const deployment = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: other}
spec: {selector: {matchLabels: {app: nginx}}, template: {metadata: {labels: {app: nginx}}, spec: {containers: [{name: c, image: c}]}}}
`;
const autoscaler = (most: number): string => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}, minReplicas: 1, maxReplicas: ${most}}
`;
const readiness = (model: string): string => `cdk8s-stateful/readiness: ${model}`;
const PROBE = '{exec: {command: [sh, -c, redis-cli cluster info | grep cluster_state:ok]}}';
const ofVoters = (image: string): string => two('', {
  image, annotations: 'cdk8s-stateful/quorum: majority', service: 'clusterIP: None, publishNotReadyAddresses: true',
}).replace('{tcpSocket: {port: 80}}', PROBE);

/** Each differs from the first, or from another one, in one trait only. */
const DIFFERENT: { readonly [name: string]: string } = {
  'plain': two(),
  'other-names': two('', { image: 'registry.example/other:2', pod: 'terminationGracePeriodSeconds: 31' }),
  'one-replica': two('', { replicas: 1 }),
  'parallel': two('podManagementPolicy: Parallel'),
  'on-delete': two('updateStrategy: {type: OnDelete}'),
  'partition': two('updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}'),
  'min-ready': two('minReadySeconds: 5'),
  'no-claims': two('', { claims: false }),
  'majority': two('', { annotations: readiness('majority') }),
  'voters-by-name': ofVoters('redis:7'),
  'voters-by-address': ofVoters('redis-cluster:7'),
  'three': two('', { replicas: 3 }),
  'three-that-vote': two('', { replicas: 3, annotations: 'cdk8s-stateful/quorum: majority' }),
  'budget': two() + `---\n${budget}`,
  'shared-budget': two() + `---\n${budget}${deployment}`,
  'autoscaled': two() + autoscaler(2),
  'autoscaled-further': two() + autoscaler(3),
  'other-class': two().replace('storageClassName: standard', 'storageClassName: fast'),
  'on-one-node': two('', { pod: 'nodeSelector: {disk: ssd}' }),
};
const NAMES = Object.keys(DIFFERENT);

const CLUSTER = 'nodes:\n- {name: a, labels: {disk: ssd}}\n- {name: b, labels: {disk: hdd}}\n- {name: c, labels: {disk: hdd}}\nstorageClasses:\n'
  + '- {name: standard, provisioner: x}\n- {name: fast, provisioner: x}\n';
const profile = { path: 'cluster.yaml', bytes: new TextEncoder().encode(CLUSTER) };

/** What was explored for one run is known in the next. */
const known = new Map<string, Outcome>();
const explorer: Explorer = {
  explore: (shape, stop) => {
    const key = shapeText(shape);
    const outcome = known.get(key) ?? exploreShape(shape, stop).outcome;
    known.set(key, outcome);
    return outcome;
  },
};

const SCENARIOS = ['bootstrap', 'scale-down', 'roll-image', 'node-lost', 'drain-each-node', 'autoscale', 'claim-deleted'];

const proved = (texts: readonly string[], options: ProveOptions = {}): Report =>
  prove(read(texts.join('---\n')), { scenarios: SCENARIOS, faults: 0, cluster: profile, ...options, explorer } as RunOptions);

test('what is said of a set is what would be said of it alone', () => {
  const texts = NAMES.map((name) => inNamespace(name, DIFFERENT[name]));
  const together = proved(texts);
  const alone = texts.map((text) => proved([text]));
  // The places in the text are others.
  const unplaced = (sets: readonly SetReport[]) => JSON.parse(JSON.stringify(sets, (name, value: unknown) => name === 'where' ? undefined : value)) as unknown;
  expect(unplaced(together.sets)).toEqual(unplaced(alone.flatMap(({ sets }) => sets)));
  expect(together.shapes + together.hits).toBe(alone.reduce((sum, { shapes, hits }) => sum + shapes + hits, 0));
});

const provedIn = ({ sets }: Report, set: number) => sets[set].cells.filter(({ verdict, scenario }) => verdict !== 'REFUTED' && scenario !== 'static');

test('of sets that differ in names only, what is proved is decided once', () => {
  const report = proved(['plain', 'other-names', 'one-replica'].map((name) => inNamespace(name, DIFFERENT[name])));
  const [plain, other, one] = [0, 1, 2].map((set) => provedIn(report, set));
  expect(plain.length).toBeGreaterThan(10);
  expect(other.every((cell, i) => cell === plain[i])).toBe(true);
  expect(one.some((cell) => plain.includes(cell))).toBe(false);
});

test('where fewer replicas were explored, each set is decided by itself', () => {
  const report = proved(['plain', 'other-names'].map((name) => inNamespace(name, DIFFERENT[name])), { maxStates: 40 });
  const [plain, other] = [0, 1].map((set) => provedIn(report, set));
  expect(plain.some(({ bounded }) => bounded !== undefined)).toBe(true);
  expect(other).toEqual(plain);
  expect(other.some((cell) => plain.includes(cell))).toBe(false);
});
