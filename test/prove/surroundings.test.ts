import { subjectIn, web } from './manifests';
import {
  MAX_UNAVAILABLE, MAX_UNAVAILABLE_PERCENT, MIN_AVAILABLE, MIN_AVAILABLE_PERCENT, NAMES_NEVER, NAMES_PUBLISHED, NAMES_WHEN_READY, NO_BUDGET, SEVERAL_BUDGETS,
} from '../../src/cluster/problem';

/** Goal: what stands around a set is found, by namespace and labels, and means what it means to the API server. */
const MAJORITY = { annotations: 'cdk8s-stateful/readiness: majority' };
const budget = (spec: string, name = 'web', labels = 'app: nginx'): string =>
  `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec: {${spec}, selector: {matchLabels: {${labels}}}}\n`;
const deployment = (namespace: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: other, namespace: ${namespace}}
spec: {selector: {matchLabels: {app: nginx}}, template: {metadata: {labels: {app: nginx}}, spec: {containers: [{name: a, image: 'a:1'}]}}}
`;

test.each([
  ['a headless Service', { service: 'clusterIP: None' }, NAMES_WHEN_READY],
  ['one that publishes all', { service: 'clusterIP: None, publishNotReadyAddresses: true' }, NAMES_PUBLISHED],
  ['one with an address', { service: 'clusterIP: 10.96.0.9' }, NAMES_NEVER],
  ['one that is not given', { serviceName: 'elsewhere' }, NAMES_PUBLISHED],
])('the names of pods behind %s', (_, options, names) => {
  expect(subjectIn(web('', { ...MAJORITY, ...options })).problem.names).toBe(names);
});

test('who needs no peers needs no names', () => {
  expect(subjectIn(web('', { service: 'clusterIP: 10.96.0.9' })).problem.names).toBe(NAMES_PUBLISHED);
});

test.each([
  ['none', '', NO_BUDGET, 0],
  ['that selects others', budget('maxUnavailable: 1', 'web', 'app: other'), NO_BUDGET, 0],
  ['maxUnavailable', budget('maxUnavailable: 1'), MAX_UNAVAILABLE, 1],
  ['maxUnavailable in percent', budget('maxUnavailable: 30%'), MAX_UNAVAILABLE_PERCENT, 30],
  ['minAvailable', budget('minAvailable: 2'), MIN_AVAILABLE, 2],
  ['minAvailable in percent', budget('minAvailable: 51%'), MIN_AVAILABLE_PERCENT, 51],
  ['two', budget('maxUnavailable: 1') + budget('minAvailable: 2', 'second'), SEVERAL_BUDGETS, 0],
])('a budget: %s', (_, budgets, kind, amount) => {
  expect(subjectIn(web() + budgets).problem).toMatchObject({ budget: kind, budgetAmount: amount, evictsUnhealthy: false });
});

test('a budget may let unhealthy pods go', () => {
  expect(subjectIn(web() + budget('maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow')).problem.evictsUnhealthy).toBe(true);
});

test('a budget that also counts the pods of another workload of the namespace is not decided by the set alone', () => {
  const shares = (objects: string): boolean => subjectIn(web() + objects).sharesBudget;
  expect(shares(budget('minAvailable: 2'))).toBe(false);
  expect(shares(budget('minAvailable: 2') + deployment('default'))).toBe(true);
  expect(shares(budget('minAvailable: 2') + deployment('elsewhere'))).toBe(false);
  expect(shares(deployment('default'))).toBe(false);
});
