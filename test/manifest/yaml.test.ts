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

// What is known to be read otherwise, so that nobody has to find it out: a case that agrees at last belongs into the file above.
describe('known differences', () => {
  it.each(readRecordings(join(__dirname, 'testdata/yaml-known-differences.jsonl')).map((recording) => [recording.kind, recording]))('%s', (_, recording) => {
    expect(agrees(recording, recordOurs(recording.yaml))).toBe(false);
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
    expect(json('017: a\nyes: b\n1.50: c\n16777217.5: d\n3775610.3: e\n'))
      .toBe('{"1.5":"c","1.6777218e+07":"d","15":"a","3.7756102e+06":"e","true":"b"}');
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

// Goal: what js-yaml reads otherwise than libyaml is told apart. Method: each difference by name; the answers are recorded ones.
describe('the grammar of libyaml', () => {
  it.each([
    ['a bracket in the first column', 'a: {\n"b": [\n1\n]\n}\n', '{"a":{"b":[1]}}'],
    ['a quoted text in the first column', 'a: "b\n\nc"\n', '{"a":"b\\nc"}'],
    ['a block cut short by the end of the file', 'a: |\n  x', '{"a":"x"}'],
    ['nothing after the first document is read', '{"a":1}}\n', '{"a":1}'],
    ['a line that is only a tab', 'a: 1\n\t\nb: 2\n', 'error found a tab character that violates indentation'],
    ['a tab where a value goes on', 'a: 1\n  \t\nb: 2\n', '{"a":1,"b":2}'],
    ['a tab after a dash', '-\ta\n', 'error found character that cannot start any token'],
    ['a tab after a colon', 'a:\tb\n', '{"a":"b"}'],
    ['a colon before a bracket', 'a: {b:[1]}\n', "error did not find expected ',' or '}'"],
    ['a colon before a closing bracket', 'a: {b:}\n', '{"a":{"b:":null}}'],
    ['a next line', 'a: b\u0085  c\n', '{"a":"b c"}'],
    ['an escaped slash', 'a: "\\/"\n', 'error found unknown escape character'],
    ['half a character', 'a: "\\ud83d\\ude00"\n', 'error found invalid Unicode character escape code'],
    ['a newer version', '%YAML 1.2\n---\na: 1\n', 'error found incompatible YAML document'],
    ['an unknown directive', '%FOO\n---\na: 1\n', 'error found unknown directive name'],
    ['an end before a beginning', '...\na: 1\n', 'error did not find expected node content'],
    ['a control character', 'a: \u0007\n', 'error control characters are not allowed'],
    ['a tag without a name', 'a: !! b\n', 'error did not find expected tag URI'],
    ['an anchor with a point', 'a: &b.c d\n', 'error did not find expected alphabetic or numeric character'],
  ])('%s', (_, text, expected) => {
    expect(json(text)).toBe(expected);
  });

  it('keeps places right where the text was repaired', () => {
    const document = readYaml('a: [\n1,\n2,\n]\nb: 3\n');
    if (document.problem !== undefined || document.node?.kind !== 'mapping') throw new Error('not read');
    expect(document.original(document.node.entries.get('b')?.key.start ?? 0)).toBe(13);
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
