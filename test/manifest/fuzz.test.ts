import { STATEFUL_SET } from './files';
import { LIMITS } from '../../src/manifest/limits';
import { readManifests } from '../../src/manifest/read';
import { readYaml } from '../../src/manifest/yaml';
import { randomFrom } from '../cluster/problems';

const TOKENS = [
  ...'a b 017 yes - : ? , [ ] { } & * ! | > \' " # % @ ` ~ << &x *x !!int !!binary --- ... -- :: \\ {{ }}'.split(' '),
  ' ', '  ', '\n', '\n  ', '\n\t', '\t', '\r', '\u0085', '\u2028', '\ufeff', '\0', '\x1b', '\ud800', '"\\u', ': ', '- ', 'a: ', '&x ', '*x ', '<<: *x\n', 'kind: List\nitems:\n',
];

// Goal: nothing that anybody writes makes the reader throw. Method: random tokens, and a real manifest with random bytes changed.
describe('random input', () => {
  it('never throws: tokens', () => {
    const next = randomFrom(1);
    let read = 0;
    for (let run = 0; run < 10_000; run += 1) {
      const text = Array.from({ length: 1 + next(24) }, () => TOKENS[next(TOKENS.length)]).join('');
      if (readYaml(text).problem === undefined) read += 1;
    }
    // Otherwise the tokens are all refused, and nothing was tested.
    expect(read).toBeGreaterThan(500);
  });

  it('never throws, and always says where: bytes of a manifest', () => {
    const next = randomFrom(2);
    const original = new TextEncoder().encode(`${STATEFUL_SET}---\nkind: List\napiVersion: v1\nitems:\n- &x {apiVersion: v1, kind: Service, metadata: {name: a}}\n- *x\n`);
    for (let run = 0; run < 3_000; run += 1) {
      const bytes = Uint8Array.from(original);
      for (let change = 0; change <= next(4); change += 1) bytes[next(bytes.length)] = next(256);
      const { diagnostics } = readManifests([{ path: 'a.yaml', bytes }]);
      for (const { where, message, advice } of diagnostics) {
        expect(where?.line).toBeGreaterThan(0);
        expect(where?.column).toBeGreaterThan(0);
        expect(message).not.toBe('');
        expect(advice).toBeDefined();
      }
    }
  });

  // Inputs that have cost other parsers exponential or quadratic time. The bounds are the limits: each must end, read or refused.
  it.each([
    ['brackets', '['.repeat(1_000_000)],
    ['braces with keys', '{a: '.repeat(200_000)],
    ['dashes', '- '.repeat(500_000)],
    ['question marks', '? '.repeat(500_000)],
    ['anchors', Array.from({ length: 50_000 }, (_, index) => `- &a${index} x\n`).join('')],
    ['comments in a flow', `a: {b: ${'# # #\n '.repeat(200_000)}}`],
    ['bars in a comment', `a: # ${'|#'.repeat(1_000_000)}\n  |\n  x\n`],
    ['keys', Array.from({ length: 60_000 }, (_, index) => `a${index}: 1\n`).join('')],
    ['one long number', `a: ${'9'.repeat(LIMITS.scalarLength)}\n`],
    ['one long octal', `a: 0${'7'.repeat(LIMITS.scalarLength - 1)}\n`],
    ['quotes', '"a" '.repeat(500_000)],
    ['carriage returns', '\r'.repeat(2_000_000)],
    ['a flow in the first column', `a: [\n${'1,\n'.repeat(100_000)}]\n`],
    ['tabs', `a: 1\n${'  \t\n'.repeat(200_000)}b: 2\n`],
    ['values after the end', '{}\n'.repeat(200_000)],
    ['one long binary', `a: !!binary ${'aGk='.repeat(LIMITS.scalarLength / 8)}\n`],
    ['lines after the end', `a: 1\n...\n${'\n'.repeat(1_000_000)}`],
    ['merges', `a: &a {x: 1}\n${'b: {<<: [*a, *a]}\n'.repeat(60)}`],
  ])('ends: %s', (_, text) => {
    expect(() => readManifests([{ path: 'a.yaml', bytes: new TextEncoder().encode(text) }])).not.toThrow();
  });
});
