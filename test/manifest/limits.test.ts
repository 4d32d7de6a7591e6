import { told } from './files';
import { LIMITS } from '../../src/manifest/limits';
import { readManifests } from '../../src/manifest/read';
import { readYaml } from '../../src/manifest/yaml';

// Goal: every limit holds exactly. Method: a document at the limit, which is read, and one past it, which is refused.
function problem(text: string): string | undefined {
  return readYaml(text).problem?.message;
}

describe('depth', () => {
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const block = (depth: number) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join('');

  it('is read at the limit', () => {
    expect(problem(deep(LIMITS.depth))).toBeUndefined();
    expect(problem(block(LIMITS.depth))).toBeUndefined();
  });

  it('is refused past it', () => {
    expect(problem(deep(LIMITS.depth + 1))).toMatch(/nested/);
    expect(problem(block(LIMITS.depth + 1))).toMatch(/nested/);
    expect(problem(deep(100_000))).toMatch(/nested/);
  });

  it('counts what aliases expand to', () => {
    const half = LIMITS.depth / 2;
    const text = (levels: number) => `- &x ${deep(half)}\n- ${'['.repeat(levels)}*x${']'.repeat(levels)}\n`;
    expect(problem(text(half - 1))).toBeUndefined();
    expect(problem(text(half))).toMatch(/nested/);
  });
});

describe('aliases', () => {
  const aliases = (count: number) => `a: &x 1\nb: [${Array.from({ length: count }, () => '*x').join(', ')}]\n`;

  it('are read at the limit and refused past it', () => {
    expect(problem(aliases(LIMITS.aliasesPerDocument))).toBeUndefined();
    expect(problem(aliases(LIMITS.aliasesPerDocument + 1))).toMatch(/more than 100 aliases/);
  });

  it('cannot explode', () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${of}`).join(', ')}]\n`;
    expect(problem(`a: &a [x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((name, index) => level(name, 'abcdef'[index])).join('')}`)).toMatch(/excessive aliasing|more than/);
  });
});

describe('nodes', () => {
  // The document and the sequence are nodes too.
  const items = (count: number) => `[${'1,'.repeat(count - 2)}]\n`;

  it('are read at the limit and refused past it', () => {
    expect(problem(items(LIMITS.nodesPerDocument))).toBeUndefined();
    expect(problem(items(LIMITS.nodesPerDocument + 1))).toMatch(/more than 200000 values/);
  });
});

describe('scalars', () => {
  it('are read at the limit and refused past it', () => {
    expect(problem(`a: ${'x'.repeat(LIMITS.scalarLength)}\n`)).toBeUndefined();
    expect(problem(`a: ${'x'.repeat(LIMITS.scalarLength + 1)}\n`)).toMatch(/longer than/);
  });
});

describe('bytes and documents', () => {
  const bytes = (length: number) => new Uint8Array(length).fill('\n'.charCodeAt(0));

  it('of one file are read at the limit and refused past it', () => {
    expect(told(readManifests([{ path: 'a', bytes: bytes(LIMITS.bytesPerFile) }]))).toEqual([]);
    expect(told(readManifests([{ path: 'a', bytes: bytes(LIMITS.bytesPerFile + 1) }]))).toEqual(['manifest/limit 1:1 the file is larger than 4194304 bytes']);
  });

  it('of all files are read at the limit and refused past it', () => {
    const limits = { ...LIMITS, totalBytes: 100 };
    expect(LIMITS.totalBytes).toBe(64 * 1024 * 1024);
    const files = (last: number) => [{ path: 'a', bytes: bytes(60) }, { path: 'b', bytes: bytes(last) }, { path: 'c', bytes: bytes(0) }];
    expect(told(readManifests(files(40), limits))).toEqual([]);
    expect(told(readManifests(files(41), limits))).toEqual(['manifest/limit 1:1 the files together are larger than 100 bytes: nothing is read from here on']);
  });

  it('refuses the real total too', () => {
    const large = bytes(LIMITS.bytesPerFile + 1);
    const files = Array.from({ length: 16 }, (_, index) => ({ path: `f${index}`, bytes: large }));
    expect(told(readManifests(files)).at(-1)).toMatch(/together are larger/);
  });

  it('documents are read at the limit and refused past it', () => {
    const documents = (count: number) => ({ path: 'a', bytes: new TextEncoder().encode('---\n'.repeat(count - 1)) });
    expect(told(readManifests([documents(LIMITS.documentsPerFile)]))).toEqual([]);
    expect(told(readManifests([documents(LIMITS.documentsPerFile + 1)]))).toEqual(['manifest/limit 10001:1 more than 10000 documents in one file']);
  });
});

describe('reading again', () => {
  // One line in the first column is one repair, and so one more reading of a text that has grown by an indentation.
  const text = 'a: [\n1,\n  2]\n';
  const once = { ...LIMITS, rereadLength: text.length };

  it('is done at the limit and refused past it', () => {
    expect(LIMITS.rereadLength).toBe(16 * 1024 * 1024);
    expect(readYaml(text, once).problem).toBeUndefined();
    expect(readYaml(text, { ...once, rereadLength: text.length - 1 }).problem?.message).toBe('deficient indentation');
  });
});
