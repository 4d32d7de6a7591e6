import { spawnSync } from 'child_process';

/** What a whole process took, from its start to its end. */
export interface Run {
  /** Processor time, of the user and of the system together. */
  readonly seconds: number;
  readonly output: string;
}

/**
 * Runs a program to its end. Its processor time is what the kernel says of a child that has ended (getrusage), as bash's `time` prints it to the
 * millisecond: Node only tells of itself.
 *
 * @throws Error where the program fails
 */
export function timed(folder: string, program: string, ...args: string[]): Run {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@"';
  const { error, status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', program, ...args], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 1 << 26,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  const [user, system] = stderr.trimEnd().split('\n').at(-1)!.split(' ').map(Number);
  return { seconds: user + system, output: stdout };
}

/** Whether a program is on this machine, and which version it says it is. */
export function versionOf(program: string, argument: string): string | undefined {
  const { error, status, stdout } = spawnSync(program, [argument], { encoding: 'utf8' });
  return error !== undefined || status !== 0 ? undefined : stdout.split('\n')[0];
}
