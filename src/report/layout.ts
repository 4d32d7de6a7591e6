import { thousands } from '../prove/thousands';

/** The width that texts are made for. Fixed, not the terminal's: the same input gives the same bytes everywhere. */
export const WIDTH = 100;

/** `1 state`, `2 states`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/** Breaks a text at spaces. The first line begins with `first`, the others with as many spaces, or with `rest`. A word that is too long stays whole. */
export function wrap(text: string, first: string, rest = ' '.repeat(first.length)): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

/** Columns, two spaces apart. The last column is wrapped. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[], indent = ''): string[] {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all.flatMap((row) => {
    const lead = indent + row.slice(0, -1).map((cell, column) => `${cell.padEnd(widths[column])}  `).join('');
    return wrap(row[row.length - 1], lead);
  });
}
