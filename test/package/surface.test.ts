import { readFileSync } from 'fs';
import { resolve } from 'path';
import { surface } from './surface';
import { compareSurfaces, recordedSurface } from './surface-recorded';

const RETENTION = resolve(__dirname, '../../src/constructs/claim-retention.ts');
const ENGINE = resolve(__dirname, '../../src/constructs/engines/database-engine.ts');
const now = surface();

/** What the comparison finds when one file of the source is edited. */
function edited(file: string, from: string, to: string) {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  return compareSurfaces(now, surface({ file, text: text.replace(from, to) }));
}

test('nothing that is published goes away or changes, and nothing more is demanded of users', () => {
  // If this is meant, it belongs into the release notes: `npm run surface -- --update`.
  expect(compareSurfaces(recordedSurface(), now).breaking).toEqual([]);
});

test('what is new is written down', () => {
  // `npm run surface -- --update`, so that it cannot go away again unseen.
  expect(compareSurfaces(recordedSurface(), now).added).toEqual([]);
});

test('the surface has what a user imports first', () => {
  expect(now).toEqual(expect.arrayContaining([
    'cdk8s-stateful: class StatefulDatabase extends Construct',
    'cdk8s-stateful: StatefulDatabaseProps readonly storage: Size',
    'cdk8s-stateful: ClaimRetention RETAIN = "Retain"',
    expect.stringContaining('cdk8s-stateful/jest: function toBeProved('),
    expect.stringContaining('cdk8s-stateful/plugin: class StatefulValidation'),
  ]));
  expect(now.filter((line) => /_toKube|_toPodSpec|private/.test(line))).toEqual([]);
});

describe('tells that it breaks users', () => {
  test('when a member is removed', () => {
    const without = now.filter((line) => !line.includes('StatefulDatabase accept('));
    expect(without).toHaveLength(now.length - 1);
    expect(compareSurfaces(now, without).breaking).toEqual([expect.stringMatching(/^gone or changed: cdk8s-stateful: StatefulDatabase accept\(/)]);
  });

  test('when a property of the source is renamed', () => {
    expect(edited(RETENTION, 'whenScaled?:', 'onScale?:')).toEqual({
      breaking: ['gone or changed: cdk8s-stateful: PersistentVolumeClaimRetentionPolicy readonly whenScaled?: ClaimRetention'],
      added: ['cdk8s-stateful: PersistentVolumeClaimRetentionPolicy readonly onScale?: ClaimRetention'],
    });
  });

  test('when an optional property becomes required', () => {
    expect(edited(RETENTION, 'whenScaled?:', 'whenScaled:').breaking).toEqual([
      'gone or changed: cdk8s-stateful: PersistentVolumeClaimRetentionPolicy readonly whenScaled?: ClaimRetention',
      'newly demanded: cdk8s-stateful: PersistentVolumeClaimRetentionPolicy readonly whenScaled: ClaimRetention',
    ]);
  });

  test('when a class that users extend gets another abstract member', () => {
    expect(edited(ENGINE, 'public abstract readonly image: string;', 'public abstract readonly image: string; public abstract readonly port: number;')).toEqual({
      breaking: ['newly demanded: cdk8s-stateful: DatabaseEngine abstract readonly port: number'], added: [],
    });
  });
});

test('another property that may be left out breaks nobody', () => {
  expect(edited(RETENTION, 'readonly whenScaled?:', 'readonly whenRenamed?: ClaimRetention; readonly whenScaled?:')).toEqual({
    breaking: [], added: ['cdk8s-stateful: PersistentVolumeClaimRetentionPolicy readonly whenRenamed?: ClaimRetention'],
  });
});
