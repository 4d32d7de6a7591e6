/** A line with this in it is left out: what a problem does not have takes no line in its model. */
const LEFT_OUT = '\0';

/** Some lines of a model that are only there where they are needed. */
export const when = (needed: boolean, lines: string): string => needed ? lines : LEFT_OUT;

/** One after another, such as the options of a choice. */
export const each = <T>(values: readonly T[], line: (value: T) => string): string => values.length === 0 ? LEFT_OUT : values.map(line).join('\n');

/** 0, 1, ... */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

/** Lays lines out as Promela is usually read: deeper within braces and within `if` and `do`. A `skip` after a statement is only filling; SPIN wants it after a loop that ends a d_step. */
export function laidOut(text: string): string {
  let depth = 0;
  const lines: string[] = [];
  for (const line of text.split('\n').map((raw) => raw.trim()).filter((raw) => !raw.includes(LEFT_OUT))) {
    if (line === '' && depth > 0) continue;
    if (line === 'skip' && lines.at(-1)?.endsWith(';')) continue;
    if (/^(fi|od)\b/.test(line) || line.startsWith('}')) depth--;
    const shown = line.startsWith('#') ? 0 : line.startsWith('::') ? depth - 1 : depth;
    lines.push(line === '' ? '' : `${'  '.repeat(shown)}${line.startsWith('*') ? ' ' : ''}${line}`);
    if (/^[*/]/.test(line)) continue;
    if (/^(.* )?(if|do)$/.test(line)) depth++;
    depth += line.split('{').length - line.split('}').length + Number(line.startsWith('}'));
  }
  return lines.join('\n').replace(/\n{3,}/g, '\n\n').trim();
}
