/** The module files of the recorder: one for each version of Kubernetes that it has been built with. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../src/cli/usage-error';

export const RECORDER = join(__dirname, 'recorder');
const MODULES = join(RECORDER, 'modules');

const parts = (version: string) => version.split('.').map(Number);
const later = (a: string, b: string) => parts(a).map((part, index) => part - (parts(b)[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

/** The versions that there is a module file for, the earliest first. */
export function knownVersions(): string[] {
  return readdirSync(MODULES).filter((name) => name.endsWith('.mod')).map((name) => name.slice(0, -'.mod'.length)).sort(later);
}

/** `1.34` means the latest of its known patch releases; `1.34.4` need not be known. */
export function versionMeant(text: string): string {
  if (/^1\.\d+\.\d+$/.test(text)) return text;
  const version = knownVersions().filter((known) => known.startsWith(`${text}.`)).pop();
  if (!/^1\.\d+$/.test(text) || version === undefined) {
    const known = knownVersions().map((each) => each.replace(/\.\d+$/, '')).join(', ');
    throw new UsageError(`--kubernetes takes a version in full, such as 1.37.0, or one of ${known}, not ${text}`);
  }
  return version;
}

export const moduleFile = (version: string) => join(MODULES, `${version}.mod`);
export const hasModuleFile = (version: string) => existsSync(moduleFile(version));

/** The requirements follow when the recorder is built. */
export function makeModuleFile(version: string): void {
  writeFileSync(moduleFile(version), moduleText(version, readFileSync(upstreamModuleFile(version), 'utf8')));
}

export function removeModuleFile(version: string): void {
  for (const extension of ['mod', 'sum']) rmSync(join(MODULES, `${version}.${extension}`), { force: true });
}

/** The earliest Go that the recorder's own code is written for. */
const LEAST_GO = '1.23.0';

/**
 * Kubernetes takes its own libraries from a folder beside it (`staging`). Whoever requires it from outside has to name each of them in the version
 * that was released with it, which is 0.x.y for 1.x.y.
 */
export function moduleText(version: string, upstream: string): string {
  const language = /^go (\S+)$/m.exec(upstream)?.[1] ?? LEAST_GO;
  const libraries = [...upstream.matchAll(/^\s*(?:replace )?(\S+) => \.\/staging\//gm)].map(([, library]) => library);
  const replaced = libraries.map((library) => `\t${library} => ${library} v0${version.slice(1)}\n`).join('');
  return `module recorder\n\ngo ${later(language, LEAST_GO) > 0 ? language : LEAST_GO}\n\nrequire k8s.io/kubernetes v${version}\n\nreplace (\n${replaced})\n`;
}

function upstreamModuleFile(version: string): string {
  const listed = go(['list', '-m', '-json', `k8s.io/kubernetes@v${version}`]);
  if (listed.status !== 0) throw new UsageError(`There is no Kubernetes ${version} where Go modules come from:\n${listed.stderr.trim()}`);
  return JSON.parse(listed.stdout).GoMod;
}

export function go(args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const result = spawnSync('go', args, { cwd: RECORDER, encoding: 'utf8' });
  if (result.error !== undefined) throw new UsageError(`The recorder is built with Go, which cannot be run: ${result.error.message}`);
  return result;
}
