import { execFileSync } from 'child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { temporaryFolder } from './fake';
import { MAX_FILES, readFiles } from '../../src/cli/read-files';
import { LIMITS } from '../../src/manifest/limits';

const folder = temporaryFolder();
const noInput = () => { throw new Error('standard input was not asked for'); };
const at = (...path: string[]) => join(folder(), ...path);
const names = (paths: string[], stdin: () => Uint8Array = noInput) => readFiles(paths, stdin).files.map((file) => file.path.replace(`${folder()}/`, ''));

function write(path: string, text = 'a: 1\n'): string {
  mkdirSync(join(at(path), '..'), { recursive: true });
  writeFileSync(at(path), text);
  return at(path);
}

test('a folder is read with all its folders, in the order of the names', () => {
  for (const path of ['b.yaml', 'a/z.yml', 'B.yaml', 'notes.txt']) write(path);
  write('a/b.json', '{"apiVersion": "v1"}');
  expect(names([folder()])).toEqual(['B.yaml', 'a/b.json', 'a/z.yml', 'b.yaml']);
});

test('JSON in a folder is a manifest only if it has an apiVersion, unless it is named', () => {
  const file = write('package.json', '{"name": "app"}');
  write('web.yaml');
  expect(names([folder()])).toEqual(['web.yaml']);
  expect(names([file])).toEqual(['package.json']);
});

test('what is installed and what is hidden is left out', () => {
  for (const path of ['a.yaml', 'node_modules/x/a.yaml', '.git/a.yaml', '.hidden.yaml']) write(path);
  expect(names([folder()])).toEqual(['a.yaml']);
});

test('a file that is named is read whatever its ending', () => {
  expect(names([write('manifest.txt')])).toEqual(['manifest.txt']);
});

test('a file that is named twice is read once', () => {
  const file = write('a.yaml');
  expect(names([folder(), file, folder()])).toEqual(['a.yaml']);
});

test('a dash is standard input', () => {
  expect(readFiles(['-'], () => Buffer.from('x')).files).toEqual([{ path: '<stdin>', bytes: Buffer.from('x') }]);
});

test('the construct metadata of cdk8s-cli is told from the manifests', () => {
  write('a.yaml');
  write('construct-metadata.json', '{}');
  expect(names([folder()])).toEqual(['a.yaml']);
  expect(readFiles([folder()], noInput).metadata.map((file) => file.bytes.toString())).toEqual(['{}']);
});

describe('ends with one clear line when', () => {
  test('there is no such file', () => {
    expect(() => names([at('missing')])).toThrow(/missing cannot be read: there is no such file or folder$/);
  });

  test('a folder holds no manifest', () => {
    write('notes.txt');
    write('construct-metadata.json', '{}');
    expect(() => names([folder()])).toThrow(/holds no \*\.yaml, \*\.yml or \*\.json$/);
  });

  test('a link leads out of the folder', () => {
    const outside = write('outside/secret.yaml');
    write('root/a.yaml');
    symlinkSync(outside, at('root/b.yaml'));
    expect(() => names([at('root')])).toThrow(/b\.yaml is a link that leads out of the folder/);
  });

  test('a link leads to a folder whose name merely begins the same', () => {
    write('root-secret/secret.yaml');
    write('root/a.yaml');
    symlinkSync(at('root-secret'), at('root/linked'));
    expect(() => names([at('root')])).toThrow(/leads out of the folder/);
  });

  test('a link that looks like a manifest leads nowhere', () => {
    write('a.yaml');
    symlinkSync(at('nothing'), at('b.yaml'));
    expect(() => names([folder()])).toThrow(/b\.yaml is a link to nothing$/);
  });

  test('a pipe pretends to be a manifest', () => {
    write('a.yaml');
    execFileSync('mkfifo', [at('pipe.yaml')]);
    expect(() => names([folder()])).toThrow(/pipe\.yaml is not a regular file: use - to read standard input$/);
  });
});

test('a link that stays in the folder is followed, as in a mounted ConfigMap, and its file is read once', () => {
  write('..2026/a.yaml');
  symlinkSync('..2026', at('..data'));
  symlinkSync('..data/a.yaml', at('a.yaml'));
  symlinkSync('a.yaml', at('b.yaml'));
  expect(names([folder()])).toEqual(['a.yaml']);
});

test('links in a circle end', () => {
  write('sub/a.yaml');
  symlinkSync('..', at('sub/up'));
  expect(names([folder()])).toEqual(['sub/a.yaml']);
});

describe('the limits', () => {
  const small = { files: 2, bytesPerFile: 4, totalBytes: 6 };

  test('are those that are documented', () => {
    expect(MAX_FILES).toBe(10_000);
    expect(LIMITS).toMatchObject({ bytesPerFile: 4 * 1024 * 1024, totalBytes: 64 * 1024 * 1024 });
  });

  test('on one file: at it is read, past it is refused', () => {
    expect(readFiles([write('a.yaml', '1234')], noInput, small).files[0].bytes.length).toBe(4);
    expect(() => readFiles([write('a.yaml', '12345')], noInput, small)).toThrow(/has more than 4 bytes$/);
  });

  test('on the number of files: at it is read, past it is refused', () => {
    write('a.yaml', '1');
    write('b.yaml', '1');
    expect(readFiles([folder()], noInput, small).files).toHaveLength(2);
    write('c.yaml', '1');
    expect(() => readFiles([folder()], noInput, small)).toThrow('there are 3 files, and at most 2 are read');
  });

  test('on all files together: at it is read, past it is refused', () => {
    write('a.yaml', '123');
    write('b.yaml', '123');
    expect(readFiles([folder()], noInput, small).files).toHaveLength(2);
    write('b.yaml', '1234');
    expect(() => readFiles([folder()], noInput, small)).toThrow(/more than 6 bytes together/);
  });
});
