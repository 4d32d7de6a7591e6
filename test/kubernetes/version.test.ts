import { readFileSync } from 'fs';
import { join } from 'path';
import { KNOWN_GATES, defaultGates, gateProblem } from '../../src/kubernetes/gates';
import { KNOWN_VERSIONS, isSince, versionIn } from '../../src/kubernetes/version';

describe('a version', () => {
  it.each([
    ['1.34', { minor: 34, patch: 4 }], ['1.34.4', { minor: 34, patch: 4 }], ['v1.34.4', { minor: 34, patch: 4 }], ['v1.34', { minor: 34, patch: 4 }],
    ['1.35.0', { minor: 35, patch: 0 }], ['1.28', { minor: 28, patch: 15 }], ['1.32', { minor: 32, patch: 13 }], ['1.36', { minor: 36, patch: 3 }],
  ])('%s', (text, version) => {
    expect(versionIn(text)).toEqual(version);
  });

  it.each([
    '', '1', '1.27', '1.37', '1.34.5', '1.34.04', '1.34.4.1', '2.34', '1.34-rc.1', '1.34.4+k3s1', ' 1.34', 'latest', 'v', '1.034',
  ])('%j is none', (text) => {
    expect(versionIn(text)).toBeUndefined();
  });

  it('is told with its patch releases', () => {
    expect(KNOWN_VERSIONS).toHaveLength(9);
    expect([KNOWN_VERSIONS[0], KNOWN_VERSIONS[8]]).toEqual(['1.28.0 to 1.28.15', '1.36.0 to 1.36.3']);
  });

  it('comes before or after another', () => {
    const version = { minor: 35, patch: 1 };
    const answers = [isSince(version, 34, 4), isSince(version, 35), isSince(version, 35, 1), isSince(version, 35, 2), isSince(version, 36)];
    expect(answers).toEqual([true, true, true, false, false]);
  });
});

// As in pkg/features/kube_features.go of each version.
describe('the gates', () => {
  const ALL_ON = { PodIndexLabel: true, StatefulSetAutoDeletePVC: true, StatefulSetStartOrdinal: true };

  it.each([
    ['1.28', { MaxUnavailableStatefulSet: false, ...ALL_ON }],
    ['1.31', { MaxUnavailableStatefulSet: false, PodIndexLabel: true, StatefulSetAutoDeletePVC: true }],
    ['1.33', { MaxUnavailableStatefulSet: false }],
    ['1.34.1', { MaxUnavailableStatefulSet: false }],
    ['1.34', { MaxUnavailableStatefulSet: false, StatefulSetSemanticRevisionComparison: true }],
    ['1.35.3', { MaxUnavailableStatefulSet: true, StatefulSetSemanticRevisionComparison: true }],
    ['1.35', { MaxUnavailableStatefulSet: false, StatefulSetSemanticRevisionComparison: true }],
    ['1.36', { MaxUnavailableStatefulSet: false, StaleControllerConsistencyStatefulSet: true, StatefulSetSemanticRevisionComparison: true }],
  ])('of %s', (text, gates) => {
    expect(defaultGates(versionIn(text)!)).toEqual(gates);
  });

  it.each([
    ['1.34', 'MaxUnavailableStatefulSet', true, undefined],
    ['1.31', 'StatefulSetStartOrdinal', true, undefined],
    ['1.31', 'StatefulSetStartOrdinal', false, 'cannot set feature gate StatefulSetStartOrdinal to false, feature is locked to true'],
    ['1.34', 'StatefulSetStartOrdinal', true, 'unrecognized feature gate: StatefulSetStartOrdinal'],
    ['1.35', 'StaleControllerConsistencyStatefulSet', false, 'unrecognized feature gate: StaleControllerConsistencyStatefulSet'],
    ['1.35', 'constructor', true, 'unrecognized feature gate: constructor'],
  ])('in %s, %s=%s: %s', (text, gate, value, problem) => {
    expect(gateProblem(gate, value, versionIn(text)!)).toBe(problem);
  });

  it('are all told', () => {
    expect(KNOWN_GATES).toEqual([...KNOWN_GATES].sort());
    expect(KNOWN_GATES).toHaveLength(6);
  });
});

test('the reference names every version and every gate', () => {
  const reference = readFileSync(join(__dirname, '../../docs/reference/command-line.md'), 'utf8').replace(/\s+/g, ' ');
  for (const name of [...KNOWN_VERSIONS, ...KNOWN_GATES]) expect(reference).toContain(name);
});
