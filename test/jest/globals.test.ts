// As a project writes it that has jest's globals switched off: the types and the matcher must be there too.
import { describe, expect, jest, test } from '@jest/globals';
import { timeline } from '../../src/jest';
import { STATEFUL_SET } from '../cli/fake';

const MAJORITY = STATEFUL_SET.replace('  name: web\n', '  name: web\n  annotations: { cdk8s-stateful/readiness: majority }\n');

// The real prover, on what takes it no time.
const quick = { scenarios: ['bootstrap'], guarantees: ['boot/completes'] };

describe('with the real prover', () => {
  test('a set that boots is proved', () => {
    expect(STATEFUL_SET).toBeProved(quick);
  });

  test('a majority engine under OrderedReady is refuted', () => {
    expect(MAJORITY).not.toBeProved(quick);
    expect(() => expect(MAJORITY).toBeProved(quick)).toThrow('error[boot/completes]');
  });

  test('a timeline is the same every time', () => {
    expect(timeline(STATEFUL_SET, 'roll-image')).toBe(timeline(STATEFUL_SET, 'roll-image'));
    expect(timeline(STATEFUL_SET, 'roll-image')).toMatch(/^replay default\/web roll-image on Kubernetes \S+\n----\n/);
  });
});

test('without a global expect, that of @jest/globals is extended', () => {
  const globals = globalThis as { expect?: unknown };
  const { expect: saved } = globals;
  delete globals.expect;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    jest.isolateModules(() => expect(() => require('../../src/jest')).not.toThrow());
  } finally {
    globals.expect = saved;
  }
});
