import { writeFileSync } from 'fs';
import { join } from 'path';
import { Chart, Include, Testing } from 'cdk8s';
import '../../src/jest';
import { readProvable } from '../../src/jest/provable';
import { prove } from '../../src/prove';
import { STATEFUL_SET, temporaryFolder } from '../cli/fake';

// The real prover, on what takes it no time.
const MAJORITY = STATEFUL_SET.replace('  name: web\n', '  name: web\n  annotations: { cdk8s-stateful/readiness: majority }\n');

function tokenOf(text: string): string {
  const { sets } = prove(readProvable(text).input, { scenarios: ['bootstrap'], guarantees: ['boot/completes'] });
  return sets.flatMap(({ cells }) => cells).find(({ scenario }) => scenario === 'bootstrap')!.counterexample!.token!;
}

const TOKEN = tokenOf(MAJORITY);
const folder = temporaryFolder();

test('passes where the run is still a counterexample, and with not where it is gone', () => {
  expect(MAJORITY).toBeRefutedBy(TOKEN);
  expect(STATEFUL_SET).not.toBeRefutedBy(TOKEN);
});

test('fails with the run, as the command line shows it', () => {
  expect(() => expect(MAJORITY).not.toBeRefutedBy(TOKEN)).toThrow(
    /expected the run of this token to be gone\n\nStatefulSet default\/web, scenario bootstrap[^]*the run of this token breaks boot\/completes\n\n {5}0 /);
  expect(() => expect(STATEFUL_SET).toBeRefutedBy(TOKEN)).toThrow(
    /expected the run of this token to be a counterexample\n\n[^]*the run of this token is still possible, but it no longer breaks boot\/completes\n/);
});

test('a token that is none, or not for the set, makes no test green', () => {
  const cut = TOKEN.slice(0, -1);
  expect(() => expect(MAJORITY).not.toBeRefutedBy(cut)).toThrow('the token is mistyped or cut off');
  expect(() => expect(MAJORITY).toBeRefutedBy(cut)).toThrow('the token is mistyped or cut off');
  expect(() => expect(MAJORITY).not.toBeRefutedBy(TOKEN, { set: 'db' })).toThrow('there is no StatefulSet db; there are web');
});

test('takes a chart, and the cluster to ask about', () => {
  writeFileSync(join(folder(), 'web.yaml'), MAJORITY);
  const chart = new Chart(Testing.app(), 'shop');
  new Include(chart, 'web', { url: join(folder(), 'web.yaml') });
  expect(chart).toBeRefutedBy(TOKEN, { set: 'web' });
  expect(() => expect(chart).not.toBeRefutedBy(TOKEN, { kubernetes: '1.33' })).toThrow('Kubernetes 1.33.13');
  expect(() => expect(chart).toBeRefutedBy(TOKEN, { kubernetes: '1.3' })).toThrow('unknown version of Kubernetes 1.3');
});
