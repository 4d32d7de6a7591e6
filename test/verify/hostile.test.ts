import { certify, sha256, written } from './certify';
import { BrokenCertificate, verify } from '../../src/verify';
import { type Certificate, readCertificate } from '../../src/verify/certificate';
import { read, web } from '../prove/manifests';

/** Goal: a checker is given files by people whom nobody trusts. Whatever is in them, it says what is wrong with them, and does not die of them. */

const CONTENT = certify(read(web()), { scenarios: ['bootstrap', 'bad-roll-then-fix'], guarantees: ['boot/completes', 'rollout/recovers'], faults: 0 });
const GENUINE = readCertificate(CONTENT);
const check = (content: Uint8Array) => () => verify(content, sha256);
const HEADER_END = CONTENT.indexOf(10) + 1;

/** The same file with another first line. */
function withHeader(change: (header: any) => void): Uint8Array {
  const header = JSON.parse(Buffer.from(CONTENT.subarray(0, HEADER_END)).toString());
  change(header);
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), CONTENT.subarray(HEADER_END)]);
}

test('a file that ends at any place', () => {
  const places = Array.from({ length: 40 }, (_, part) => Math.floor(part * CONTENT.length / 40));
  for (const place of places) expect(check(CONTENT.subarray(0, place))).toThrow(BrokenCertificate);
  for (let place = CONTENT.length - 20; place < CONTENT.length; place++) expect(check(CONTENT.subarray(0, place))).toThrow('it ends too early');
});

test('any byte changed: it is broken, or something in it does not hold, or it means the same', () => {
  const meansMore: number[] = [];
  for (let place = HEADER_END; place < CONTENT.length; place += 7) {
    const changed = Uint8Array.from(CONTENT, (byte, at) => at === place ? byte ^ 0x15 : byte);
    try {
      // A rank may be another one that is as good; a state, a label or a step may not.
      if (verify(changed, sha256).exitCode === 0) meansMore.push(place);
    } catch (error) {
      expect(error).toBeInstanceOf(BrokenCertificate);
    }
  }
  const states = readCertificate(CONTENT).states.map(({ rows }) => [...rows]);
  for (const place of meansMore) {
    const changed = readCertificate(Uint8Array.from(CONTENT, (byte, at) => at === place ? byte ^ 0x15 : byte));
    expect(changed.states.map(({ rows }) => [...rows])).toEqual(states);
    expect(changed.behaviours).toEqual(GENUINE.behaviours);
  }
});

test.each([
  ['more bytes than it speaks of', Buffer.concat([CONTENT, Buffer.from([0])]), '1 bytes are left over at its end'],
  ['no end of the first line', Buffer.from('{'), 'its first line does not end'],
  ['no JSON', Buffer.from('{\n'), 'its first line is not JSON'],
  ['bytes that are no text', Buffer.from([0xff, 0x0a]), 'its first line is not JSON'],
  ['no map', Buffer.from('[]\n'), 'the certificate is not a map'],
  ['a key that there is not', withHeader((header) => { header.more = 1; }), 'the certificate has the unknown key more'],
  ['a key that is missing', withHeader((header) => { delete header.sets; }), 'the certificate.sets is not a list of at most 1000000'],
  ['a version of Kubernetes that there is not', withHeader((header) => { header.kubernetes = '1.99.0'; }), 'it is about Kubernetes 1.99.0, which is not known'],
  ['more states than there are bytes', withHeader((header) => { header.proofs[0].states = 2_000_000; }), 'it ends too early'],
  ['more states than any has', withHeader((header) => { header.proofs[0].states = 1e15; }), 'the certificate.proofs[0].states is not a whole number from 0 to 2000000'],
  ['fewer than no states', withHeader((header) => { header.proofs[0].states = -1; }), 'the certificate.proofs[0].states is not a whole number from 0 to 2000000'],
  ['more steps than there are bytes', withHeader((header) => { header.runs[0].steps = 100_000; }), 'it ends too early'],
  ['a proof that there is not', withHeader((header) => { header.claims[0].proof = 7; }), 'it speaks of the proof 7, and has 1'],
  ['a problem that there is not', withHeader((header) => { header.proofs[0].problem = 7; }), 'it speaks of the problem 7, and has 2'],
  ['a set that there is not', withHeader((header) => { header.claims[0].set = 7; }), 'it speaks of the set 7, and has 1'],
  ['more ordinals than a row holds', withHeader((header) => { header.problems[0].slots = 1e9; }), 'the certificate.problems[0].slots is not a whole number from 0 to 64'],
  ['half an ordinal', withHeader((header) => { header.problems[0].slots = 1.5; }), 'the certificate.problems[0].slots is not a whole number from 0 to 64'],
  ['a verdict that there is not', withHeader((header) => { header.claims[0].verdict = 'BOUNDED'; }), 'the certificate.claims[0].verdict is not PROVED or REFUTED'],
  ['more edits than any script has', withHeader((header) => { header.problems[0].edits = new Array(100).fill({ kind: 0, argument: 0 }); }), 'the certificate.problems[0].edits is not a list of at most 64'],
  ['a prototype', withHeader((header) => { header.problems[0] = JSON.parse(JSON.stringify(header.problems[0]).replace('{', '{"__proto__":{"slots":1},')); }), 'the certificate.problems[0] has the unknown key __proto__'],
])('%s', (_, content, message) => {
  expect(check(content)).toThrow(message);
  expect(check(content)).toThrow(BrokenCertificate);
});

test('a number that does not end', () => {
  const endless = Buffer.concat([CONTENT.subarray(0, HEADER_END), Buffer.alloc(CONTENT.length, 0xff)]);
  expect(check(endless)).toThrow('a number in it does not end');
});

test('a problem on which no step function should work is not worked on', () => {
  const problems = GENUINE.problems.map((problem) => ({ ...problem, slots: 64, claims: 4, templates: 8, parallel: true }));
  const strange: Certificate = { ...GENUINE, problems };
  let found;
  try {
    found = verify(written(strange), sha256);
  } catch (error) {
    expect(error).toBeInstanceOf(BrokenCertificate);
    return;
  }
  expect(found.claims.every(({ why }) => why?.startsWith('its problem is not that of the manifest in this scenario: '))).toBe(true);
});
