import { spawnSync } from 'child_process';

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program as a user would: without what jest and npm have set for this process. */
export function run(command: string, args: readonly string[], cwd: string, more: Readonly<Record<string, string>> = {}): Result {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|JEST_|NODE_ENV$|NODE_OPTIONS$|CDK8S_|INIT_CWD$)/.test(name));
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd, env: { ...Object.fromEntries(inherited), ...more }, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The same, for what has to succeed. */
export function succeed(command: string, args: readonly string[], cwd: string, more: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = run(command, args, cwd, more);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ends with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
