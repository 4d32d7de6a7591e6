import { join } from 'node:path';
import { agrees, readRecordings, recordOurs } from '../../conformance/yaml';
import { toJson } from '../../src/manifest/json';
import { toValue } from '../../src/manifest/node';
import { readYaml } from '../../src/manifest/yaml';

function json(text: string): string {
  const document = readYaml(text);
  if (document.problem !== undefined) return `error ${document.problem.message}`;
  return document.node === undefined ? 'null' : toJson(document.node);
}

// Goal: our reader is Kubernetes' own. Method: recordings of sigs.k8s.io/yaml 1.4.0 on generated text, compared byte for byte.
describe('recordings of Kubernetes\' own reader', () => {
  const recordings = readRecordings(join(__dirname, 'testdata/yaml.jsonl'));

  it('are many', () => {
    expect(recordings.length).toBeGreaterThan(300);
  });

  it('agree with ours', () => {
    const different = recordings.filter((theirs) => !agrees(theirs, recordOurs(theirs.yaml)));
    expect(different.map(({ yaml }) => yaml)).toEqual([]);
  });
});

describe('scalars', () => {
  it.each([
    ['yes', 'true'], ['017', '15'], ['0o17', '15'], ['08', '8'], ['1_000', '1000'], ['1:30', '"1:30"'], ['2001-01-01', '"2001-01-01"'],
    ['9223372036854775807', '9223372036854775807'], ['18446744073709551615', '18446744073709551615'], ['18446744073709551616', '18446744073709552000'],
    ['1e400', '"1e400"'], ['1e21', '1e+21'], ['1e-7', '1e-7'], ['0.000001', '0.000001'], ['-0.0', '-0'], ['-0', '0'], ['"<&>"', '"\\u003c\\u0026\\u003e"'],
    ['.inf', 'error unsupported value: +Inf'], ['! 12', '"12"'], ['!!binary aGk=', '"hi"'], ['!!binary //8=', '"\\ufffd\\ufffd"'],
  ])('%s is %s', (text, expected) => {
    expect(json(`a: ${text}\n`)).toBe(expected.startsWith('error') ? expected : `{"a":${expected}}`);
  });
});

describe('mappings', () => {
  it('turns scalar keys into strings', () => {
    expect(json('017: a\nyes: b\n1.50: c\n16777217.5: d\n')).toBe('{"1.5":"c","1.6777218e+07":"d","15":"a","true":"b"}');
  });

  it('merges in the order of go-yaml: what stands below wins', () => {
    expect(json('p: &p {x: 1}\nc: {x: 2, <<: *p}\nd: {<<: *p, x: 2}\n')).toBe('{"c":{"x":1},"d":{"x":2},"p":{"x":1}}');
  });

  it('reports duplicate keys without refusing them', () => {
    const document = readYaml('a: 1\nb: {c: 1, c: 2}\na: 3\n');
    expect(document).toMatchObject({ duplicates: [{ message: 'key "c" already set in map', offset: 15 }, { message: 'key "a" already set in map', offset: 21 }] });
  });

  it.each([
    ['? [a]\n: b\n', 'invalid map key: a key must be a scalar'],
    ['~: a\n', 'unsupported map key: null'],
    ['18446744073709551615: a\n', 'unsupported map key: 18446744073709551615'],
    ['a: &a [*a]\n', "anchor 'a' value contains itself"],
    ['a: *b\n', "unknown anchor 'b' referenced"],
    ['a: {<<: 1}\n', 'map merge requires map or sequence of maps as the value'],
    ['a: !!int x\n', 'cannot decode !!str `x` as a !!int'],
  ])('refuses %j', (text, message) => {
    expect(json(text)).toBe(`error ${message}`);
  });
});

// Goal: no key of the input reaches Object.prototype. Method: every key that could, read and turned into values.
describe('dangerous keys', () => {
  it('stay keys', () => {
    const document = readYaml('__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n? !!binary X19wcm90b19f\n: 2\n');
    if (document.problem !== undefined || document.node === undefined) throw new Error('not read');
    const value = toValue(document.node) as { [key: string]: unknown };
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
