import { readFileSync } from 'fs';
import { join } from 'path';

/** The surface as it was published last. `npm run surface -- --update` writes it. */
export const RECORDED = join(__dirname, 'surface.txt');

export function recordedSurface(): string[] {
  return readFileSync(RECORDED, 'utf8').trimEnd().split('\n');
}

/** How a surface differs from the recorded one: what breaks users, and what is merely new. */
export interface SurfaceChange {
  readonly breaking: readonly string[];
  readonly added: readonly string[];
}

export function compareSurfaces(recorded: readonly string[], now: readonly string[]): SurfaceChange {
  const known = new Set(recorded);
  const present = new Set(now);
  const gone = recorded.filter((line) => !present.has(line)).map((line) => `gone or changed: ${line}`);
  const added = now.filter((line) => !known.has(line));
  const types = new Map(recorded.flatMap((line) => [...line.matchAll(/^(\S+: )(abstract class|interface) (\w+)/g)].map(([, entry, kind, name]) => [entry + name, kind])));
  const demanded = added.filter((line) => demands(line, types)).map((line) => `newly demanded: ${line}`);
  return { breaking: [...gone, ...demanded], added: added.filter((line) => !demands(line, types)) };
}

/** Whoever writes the properties has to write one more, and whoever extends the class has to implement one more. */
function demands(line: string, types: ReadonlyMap<string, string>): boolean {
  const [, owner, member] = /^(\S+: \w+) (.*)$/.exec(line) ?? [];
  const kind = types.get(owner);
  return kind === 'interface' ? !/^(readonly )?\w+\?/.test(member) : kind === 'abstract class' && member.startsWith('abstract ');
}
