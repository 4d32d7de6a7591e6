import { harmless, join, MAX_TEXT, safe, safeJson } from '../../src/report/safe';

describe('safe', () => {
  test('shows the escape character, so that no name can move the cursor', () => {
    expect(safe('\u001b[2Jweb')).toBe('\\u{1b}[2Jweb');
  });

  test('leaves ordinary text of any language alone', () => {
    expect(safe('db-0 größe データベース مرحبا 🐘')).toBe('db-0 größe データベース مرحبا 🐘');
  });

  test.each([
    ['every C0 control and DEL', [...range(0x00, 0x1f), 0x7f]],
    ['every C1 control', range(0x80, 0x9f)],
    ['bidirectional marks and overrides', [0x061c, 0x200e, 0x200f, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069)]],
    ['what has no width', [0x00ad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x180e]],
    ['line and paragraph separators', [0x2028, 0x2029]],
    ['tag characters', range(0xe0001, 0xe007f).filter((code) => code === 0xe0001 || code >= 0xe0020)],
    ['halves of surrogate pairs', [0xd800, 0xdbff, 0xdc00, 0xdfff]],
    ['fillers that look like nothing', [0x115f, 0x1160, 0x3164, 0xffa0]],
  ])('makes %s visible', (_name, codes) => {
    for (const code of codes) expect(safe(String.fromCodePoint(code))).toBe(`\\u{${code.toString(16)}}`);
  });

  test('prints a text at the limit whole, and says how long a longer one is', () => {
    expect(safe('a'.repeat(MAX_TEXT))).toBe('a'.repeat(MAX_TEXT));
    expect(safe('a'.repeat(MAX_TEXT + 1))).toBe(`${'a'.repeat(MAX_TEXT)}... (${MAX_TEXT + 1} characters)`);
  });

  test('reaches every string of a record and leaves the rest', () => {
    expect(harmless({ a: ['\r', 1, null, undefined, true], b: { c: '\u202e' } })).toEqual({ a: ['\\u{d}', 1, null, undefined, true], b: { c: '\\u{202e}' } });
  });
});

describe('join', () => {
  test.each(['::error::x', '  ::error::x', '\t::add-mask::x'])('breaks the workflow command in %j', (line) => {
    expect(join([line])).not.toMatch(/^\s*::/);
  });

  test('breaks the older form of a workflow command wherever it stands', () => {
    expect(join(['a ##[error]b'])).toBe('a #\\u{23}[error]b\n');
  });

  test('leaves colons and headings elsewhere alone', () => {
    expect(join(['a::b ## c'])).toBe('a::b ## c\n');
  });
});

describe('safeJson', () => {
  test('escapes in the way of JSON, so that the reader gets the very same text', () => {
    const value = { a: '\u007f\u009b\u202e\u200b\u2028##[error]\u{e0041}\ud800\n' };
    const json = safeJson(JSON.stringify(value, undefined, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json).not.toMatch(/[^\x20-\x7e\n]|##\[/);
  });
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
