import {
  CORDONED, NOT_APART, NOT_SELECTED, NOT_SPREAD, NO_VOLUME, UNBOUND, failedBeforeNodes, failedScheduling, insufficient, tainted, volumeElsewhere,
} from '../../../src/prove/decode/scheduling-texts';
import type { Objection } from '../../../src/prove/decode/scheduling-texts';
import { wordingOf } from '../../../src/prove/decode/wording';

/**
 * Goal: FailedScheduling has the words of the version.
 * Method: what schedulers 1.28.15 and 1.35.4 said on real control planes of three nodes; for versions between them, what their source composes.
 */
const OLD = wordingOf('1.28.15');
const NEW = wordingOf('1.35.4');
const TAINT = 'node.kubernetes.io/unreachable';

test.each<[string, readonly Objection[], string]>([
  ['1.28.15', [CORDONED, NOT_APART, NOT_APART],
    '0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn\'t match pod anti-affinity rules. '
    + 'preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod..'],
  ['1.28.15', Array(3).fill(insufficient(OLD, ['cpu'], true)),
    '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod..'],
  ['1.28.15', Array(3).fill(NO_VOLUME),
    '0/3 nodes are available: 3 node(s) didn\'t find available persistent volumes to bind. '
    + 'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling..'],
  ['1.35.4', [NOT_APART, tainted(NEW, TAINT, ''), CORDONED],
    '0/3 nodes are available: 1 node(s) didn\'t match pod anti-affinity rules, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. '
    + 'no new claims to deallocate, preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.'],
  ['1.35.4', Array(3).fill(insufficient(NEW, ['cpu'], false)),
    '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.'],
])('%s says it as recorded (%#)', (version, objections, text) => {
  expect(failedScheduling(wordingOf(version), objections)).toBe(text);
});

test.each([
  ['1.28.15', `0/3 nodes are available: ${UNBOUND}. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling..`],
  ['1.33.13', `0/3 nodes are available: ${UNBOUND}. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.`],
  ['1.35.4', `0/3 nodes are available: ${UNBOUND}. not found`],
])('%s says of a claim without a volume %j', (version, text) => {
  expect(failedBeforeNodes(wordingOf(version), 3, UNBOUND)).toBe(text);
});

const filtersSay = (version: string, ...objections: Objection[]) => failedScheduling(wordingOf(version), objections).replace(/^0\/\d nodes are available: (.*?)\. .*$/, '$1');

test('words that changed between the recorded versions are those of each source', () => {
  const said = ['1.32.13', '1.33.13', '1.34.4'].map((version) => filtersSay(version, tainted(wordingOf(version), 'dedicated', 'db'), volumeElsewhere(wordingOf(version))));
  expect(said).toEqual([
    '1 node(s) had untolerated taint {dedicated: db}, 1 node(s) had volume node affinity conflict',
    '1 node(s) didn\'t match PersistentVolume\'s node affinity, 1 node(s) had untolerated taint {dedicated: db}',
    '1 node(s) didn\'t match PersistentVolume\'s node affinity, 1 node(s) had untolerated taint(s)',
  ]);
});

test('a request that is larger than a node is no case for preemption from 1.34 on', () => {
  const preemptable = ['1.33.13', '1.34.4'].map((version) => insufficient(wordingOf(version), ['memory'], true).preemptable);
  expect(preemptable).toEqual([true, false]);
});

test('a node that lacks several things counts for each, and counts are sorted as texts', () => {
  const nodes = [...Array<Objection>(10).fill(NOT_SELECTED), insufficient(NEW, ['pods', 'cpu'], false), NOT_SPREAD, NOT_SPREAD];
  expect(failedScheduling(NEW, nodes)).toMatch(/^0\/13 nodes are available: 1 Insufficient cpu, 1 Too many pods, 10 node\(s\) didn't match Pod's node affinity\/selector, 2 node\(s\) didn't match pod topology spread constraints\. /);
});
