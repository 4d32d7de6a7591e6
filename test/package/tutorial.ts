import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './packed';
import { run } from './shell';

/** What a tutorial has its reader do, in order. */
export type Step =
  | { readonly kind: 'write'; readonly file: string; readonly text: string }
  | { readonly kind: 'edit'; readonly diff: string }
  | { readonly kind: 'run'; readonly command: string; readonly shown: readonly string[] };

const BLOCK = /(?:^`([\w.]+)`:\n\n)?^```(console|diff|json|typescript|python)\n([^]*?)^```$/gm;

/** Reads the steps: files with their name above them, changes, and commands with what they print. */
export function steps(document: string): Step[] {
  const text = readFileSync(join(ROOT, document), 'utf8');
  return [...text.matchAll(BLOCK)].flatMap(([, file, language, code]): Step[] => {
    if (language === 'diff') return [{ kind: 'edit', diff: code }];
    if (language !== 'console') return [{ kind: 'write', file, text: code }];
    return code.split(/^\$ (?!kubectl)/m).slice(1).map((each) => {
      const [command, ...shown] = each.trimEnd().split('\n');
      return { kind: 'run', command, shown };
    });
  });
}

/** Does a step in a folder. Packages that cannot be had by their name are had from where they were built. */
export function perform(step: Step, folder: string, built: ReadonlyMap<string, string>, edited: string): void {
  if (step.kind === 'write') return writeFileSync(join(folder, step.file), step.text);
  if (step.kind === 'edit') return writeFileSync(join(folder, edited), applied(step.diff, readFileSync(join(folder, edited), 'utf8')));
  const command = [...built].reduce((text, [name, file]) => /\binstall\b/.test(text) ? text.replace(` ${name}`, ` ${file}`) : text, step.command);
  const { stdout, stderr } = run('bash', ['-c', command], folder, { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' });
  // What npm says of its own settings is not part of the tutorial.
  expectShown(step, `${stdout}${stderr}`.replace(/^npm warn .*\n/gm, ''));
}

/** A diff without line numbers: what it takes away and leaves is found as it stands. */
function applied(diff: string, text: string): string {
  const lines = diff.trimEnd().split('\n');
  const side = (marks: string) => lines.filter((line) => marks.includes(line[0])).map((line) => `${line.slice(1)}\n`).join('');
  expect(text).toContain(side(' -'));
  return text.replace(side(' -'), () => side(' +'));
}

/** Lines in the order in which they are shown, with `...` for whatever is left out. Where nothing is shown, nothing may be printed but by npm and ls. */
function expectShown({ command, shown }: Extract<Step, { kind: 'run' }>, printed: string): void {
  if (shown.length === 0) {
    if (!/^npm |^ls|pip install/.test(command)) expect({ command, printed }).toEqual({ command, printed: '' });
    return;
  }
  const pattern = shown.map((line) => line === '...' ? '[^]*?' : line.split('...').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*'));
  expect(printed).toMatch(new RegExp(pattern.join('\n?')));
}
