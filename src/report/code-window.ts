import { WIDTH } from './layout';
import type { Palette } from './palette';
import { visible } from './safe';
import type { Location } from '../manifest/diagnostic';

/** The lines of a file, or nothing where they are not at hand. */
export type Source = (file: string) => readonly string[] | undefined;

/** The line that a finding is about, with the place marked, as compilers show it. */
export function codeWindow(where: Location, source: Source, palette: Palette): string[] {
  const line = source(where.file)?.[where.line - 1];
  if (line === undefined) return [];
  const number = String(where.line);
  const gutter = ' '.repeat(number.length);
  const room = WIDTH - number.length - 3;
  const { text, mark, length } = clip(line, where.column - 1, room);
  return [
    palette.faint(`${gutter} |`),
    `${palette.faint(`${number} |`)} ${text}`,
    `${palette.faint(`${gutter} |`)} ${' '.repeat(mark)}${palette.bad('^'.repeat(length))}`,
    palette.faint(`${gutter} |`),
  ];
}

/** A whole JSON manifest may be one line: what is shown is the part around the place. */
function clip(line: string, column: number, room: number): { text: string; mark: number; length: number } {
  const start = column < room - 20 ? 0 : column - 20;
  const before = visible(line.slice(start, column));
  const marked = visible(line.slice(column, start + room).trimEnd());
  const text = `${before}${marked}`.slice(0, room);
  const mark = Math.min(before.length, room - 1);
  return { text, mark, length: Math.max(1, text.length - mark) };
}
