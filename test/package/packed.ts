import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { succeed } from './shell';

export const ROOT = resolve(__dirname, '../..');

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder outside of the repository: inside, a module that the package forgets to ask for would be found all the same. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
  made.push(folder);
  return folder;
}

/** Packs what `npm publish` would send, of what was compiled last. */
export function pack(): string {
  const folder = emptyFolder();
  const [{ filename }] = JSON.parse(succeed('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT));
  return join(folder, filename);
}

/** Peers at the beginning or at the end of what package.json allows. */
export type PeerVersions = 'lowest' | 'highest';

/** What npm is asked for: the floor of each range, or the range, of which it takes the newest. */
export function peers(versions: PeerVersions): string[] {
  const ranges: Record<string, string> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).peerDependencies;
  return Object.entries(ranges).map(([name, range]) => `${name}@${versions === 'lowest' ? range.replace(/^\^/, '') : range}`);
}

/** A project of a user, with nothing but what is named. */
export function project(packages: readonly string[], fields: object = {}): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...fields }));
  succeed('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', ...packages], folder);
  return folder;
}

/** Runs the tests of the constructs against the peers that a project has installed. The proof of a synthesis is left out: it takes minutes. */
export function testConstructs(folder: string): void {
  const mapped = JSON.stringify({ '^(cdk8s|constructs|cdk8s-plus-28)$': join(folder, 'node_modules/$1') });
  const ours = ['--ci', 'test/constructs', '--testPathIgnorePatterns', 'proof.test', `--moduleNameMapper=${mapped}`];
  succeed(join(ROOT, 'node_modules/.bin/jest'), ours, ROOT);
}
