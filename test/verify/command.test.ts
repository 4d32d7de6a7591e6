import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync, gzipSync } from 'zlib';
import { sha256 } from './certify';
import { CORE } from '../../src/cli/core';
import { type Ran, runCli, temporaryFolder } from '../cli/fake';
import { web } from '../prove/manifests';

/** Goal: from the command line, a certificate is a file that can be kept, handed on and checked; and every file that is none gets a clear answer. */

const folder = temporaryFolder();
const at = (name: string): string => join(folder(), name);
const run = (...args: string[]): Ran => runCli(args, CORE);

/** A certificate of a small run, beside its manifest. */
function kept(): { readonly manifest: string; readonly file: string } {
  const manifest = at('web.yaml');
  writeFileSync(manifest, web());
  const file = at('web.certificate');
  expect(run('prove', manifest, '--scenario', 'bootstrap', '--guarantee', 'boot/completes', '--certificate', file).exitCode).toBe(0);
  return { manifest, file };
}

test('a certificate is written and verified', () => {
  const { manifest, file } = kept();
  expect(run('verify', file, manifest)).toMatchObject({ exitCode: 0, error: '' });
  const { out, exitCode } = run('verify', file);
  expect(exitCode).toBe(0);
  expect(out.replaceAll(file, 'web.certificate').replace(/[0-9,]+ states/g, 'N states')).toMatchInlineSnapshot(`
"Certificate web.certificate
  written by cdk8s-stateful 0.0.0, for Kubernetes 1.34.4, at most 1 fault in a run

StatefulSet default/web
  replicas: 3, claimTemplates: 1, podManagementPolicy: OrderedReady, updateStrategy: RollingUpdate,
  partition: 0, minReadySeconds: 0, whenScaled: Retain, whenDeleted: Retain,
  terminationGracePeriodSeconds: 30
  verified      PROVED   boot/completes            bootstrap (N states)

Taken as it says: what pods need to become ready, whose names resolve, what a PodDisruptionBudget
allows, and where pods and volumes can be; and that fewer replicas, nodes or claims stand for more,
also for every replica count.
Not compared with any manifests: name them after the file to see whether they are those that it is
about.

Exit 0: all that it claims is right (1 claim).
"
`);
});

test('the window for every replica count is called so, beside the scenarios', () => {
  const { manifest, file } = kept();
  run('prove', manifest, '--scenario', 'bootstrap', '--scenario', 'restart-all', '--guarantee', 'identity/at-most-one', '--certificate', file);
  expect(run('verify', file).out.replace(/\s+/g, ' ').replace(/[0-9,]+ states/g, 'N states')).toContain(
    'verified PROVED identity/at-most-one every replica count (N states), 2 scenarios (N states) ');
  run('prove', manifest, '--scenario', 'bootstrap', '--guarantee', 'identity/at-most-one', '--certificate', file);
  expect(run('verify', file).out.replace(/\s+/g, ' ').replace(/[0-9,]+ states/g, 'N states')).toContain(
    'verified PROVED identity/at-most-one every replica count (N states), bootstrap (N states) ');
});

test('a run of fewer replicas than the set has is told so', () => {
  const { file } = kept();
  const manifest = at('five.yaml');
  writeFileSync(manifest, web('podManagementPolicy: Parallel', { replicas: 5 }));
  run('prove', manifest, '--scenario', 'claim-deleted', '--guarantee', 'rollout/converges', '--max-states', '2000', '--certificate', file);
  const { exitCode, out } = run('verify', file, manifest);
  expect(exitCode).toBe(0);
  expect(out.replace(/\s+/g, ' ')).toMatch(/ verified REFUTED rollout\/converges claim-deleted \(\d+ steps of [1-4] of 5 replicas\) /);
});

test('the same run writes the same bytes', () => {
  const { manifest, file } = kept();
  run('prove', manifest, '--scenario', 'bootstrap', '--guarantee', 'boot/completes', '--certificate', at('again'));
  expect(sha256(readFileSync(at('again')))).toBe(sha256(readFileSync(file)));
  const header = readFileSync(file);
  const gzip = header.subarray(header.indexOf(10, header.indexOf(10) + 1) + 1);
  // No time, no system (RFC 1952).
  expect([...gzip.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, expect.any(Number), 255]);
});

test('other manifests are not those that it is about', () => {
  const { file } = kept();
  writeFileSync(at('other.yaml'), web('podManagementPolicy: Parallel'));
  const { exitCode, out } = run('verify', file, at('other.yaml'));
  expect(exitCode).toBe(1);
  expect(out).toContain('The manifests are not those that it is about:\n  StatefulSet default/web is another\n'
    + '  podManagementPolicy of StatefulSet default/web is Parallel, and the certificate says OrderedReady\n');
  expect(out).toContain('Exit 1: the certificate is not about these manifests');
});

test('a set of which nothing is claimed is named, and no proof is heard of it', () => {
  const manifest = at('two.yaml');
  // Of different shapes, so that each falls to a shard of its own.
  writeFileSync(manifest, `${web()}---\n${web('podManagementPolicy: Parallel').replaceAll(/nginx|web/g, 'api')}`);
  const shard = ['--scenario', 'bootstrap', '--shard', '2/2', '--certificate', at('shard')];
  run('prove', manifest, '--guarantee', 'boot/completes', ...shard);
  const { exitCode, out } = run('verify', at('shard'), manifest);
  expect(exitCode).toBe(3);
  expect(out).toMatch(/\nOf StatefulSet default\/(web|api) nothing is claimed\.\n\nExit 3: all that it claims is right \(1 claim\), and of some sets it claims nothing\.\n$/);
  // Decided by reading, so there is no evidence to keep.
  run('prove', manifest, '--guarantee', 'rollout/admitted', ...shard);
  expect(run('verify', at('shard'))).toMatchObject({ exitCode: 3, out: expect.stringContaining('Exit 3: nothing is claimed, so nothing is shown.') });
});

test('a claim that does not hold is told, with exit code 1', () => {
  const { file } = kept();
  // The first line of the content, with another answer; the digest is that of the forgery.
  const content = gunzipSync(packed(file));
  const forged = Buffer.from(content.toString('latin1').replace('"scenario":"bootstrap"', '"scenario":"restart-all"'), 'latin1');
  writeFileSync(file, Buffer.concat([Buffer.from(`cdk8s-stateful certificate 1\nsha256 ${sha256(forged)}\n`), gzipSync(forged)]));
  const { exitCode, out } = run('verify', file);
  expect(exitCode).toBe(1);
  expect(out).toContain('WRONG         PROVED   boot/completes            restart-all: its problem is not that of the\n');
  expect(out).toContain('Exit 1: the certificate does not hold (wrong: 1 of 1 claim).');
});

/** What stands behind the first two lines. */
function packed(file: string): Buffer {
  const bytes = readFileSync(file);
  return bytes.subarray(bytes.indexOf(10, bytes.indexOf(10) + 1) + 1);
}

describe('refused with exit code 2:', () => {
  const refusal = (change: (bytes: Buffer) => Uint8Array | string): Ran => {
    const { file } = kept();
    writeFileSync(file, change(readFileSync(file)));
    const ran = run('verify', file);
    expect(ran.out).toBe('');
    return { ...ran, error: ran.error.replaceAll(file, 'FILE') };
  };

  test.each([
    ['another version', (bytes: Buffer) => Buffer.concat([Buffer.from('cdk8s-stateful certificate 2\n'), bytes.subarray(bytes.indexOf(10) + 1)]),
      'FILE is a certificate of format 2, and this release reads format 1: verify it with a release of the time when it was written'],
    ['another file', () => web(), 'FILE is no certificate: prove --certificate FILE writes one'],
    ['an empty file', () => '', 'FILE is no certificate: prove --certificate FILE writes one'],
    ['no digest', (bytes) => bytes.toString('latin1').replace('sha256', 'sha257'), 'FILE cannot be read as a certificate: its second line is no digest'],
    ['another digest', (bytes) => Buffer.from(bytes.toString('latin1').replace(/sha256 ./, (start) => start.endsWith('0') ? 'sha256 1' : 'sha256 0'), 'latin1'),
      'FILE was changed after it was written: its content does not have the digest that it names'],
    ['half of it', (bytes) => bytes.subarray(0, bytes.length / 2), 'FILE cannot be read as a certificate: it is cut off or was changed'],
    ['a bomb', () => Buffer.concat([Buffer.from(`cdk8s-stateful certificate 1\nsha256 ${'0'.repeat(64)}\n`), gzipSync(Buffer.alloc(200 * 1024 * 1024))]),
      'FILE cannot be read as a certificate: it unpacks to more than 134217728 bytes'],
    ['a content that is none', () => Buffer.concat([Buffer.from(`cdk8s-stateful certificate 1\nsha256 ${sha256(Buffer.from('x'))}\n`), gzipSync(Buffer.from('x'))]),
      'FILE cannot be read as a certificate: its first line does not end'],
  ] as [string, (bytes: Buffer) => Uint8Array | string, string][])('%s', (_, change, message) => {
    expect(refusal(change)).toMatchObject({ exitCode: 2, error: `error: ${message}\n` });
  });

  test('a file that there is not, and a folder', () => {
    expect(run('verify', at('none'))).toMatchObject({ exitCode: 2, error: expect.stringContaining('there is no such file or folder') });
    expect(run('verify', '-')).toMatchObject({ exitCode: 2, error: expect.stringContaining('only manifests can come from standard input') });
    expect(run('verify', folder())).toMatchObject({ exitCode: 2, error: expect.stringContaining('is not a regular file') });
  });

  test('a certificate over a manifest, or nowhere', () => {
    const { manifest } = kept();
    expect(run('prove', manifest, '--certificate', manifest)).toMatchObject({ exitCode: 2, error: expect.stringContaining('is read by this run, so nothing is written over it') });
    expect(run('prove', manifest, '--certificate', '')).toMatchObject({ exitCode: 2, error: 'error: --certificate names no file\n' });
    expect(readFileSync(manifest, 'utf8')).toBe(web());
    expect(existsSync(at('none'))).toBe(false);
  });

  test('manifests that cannot be read', () => {
    const { file } = kept();
    writeFileSync(at('broken.yaml'), 'a: [');
    expect(run('verify', file, at('broken.yaml')).exitCode).toBe(2);
  });
});
