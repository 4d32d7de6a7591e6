import { changedLate } from '../prove/late-counterexample';

/**
 * Names, images and annotations come from files that a stranger may have written, and end on the terminal of a maintainer.
 *
 * Controls (they move the cursor and set the clipboard), format characters (bidirectional overrides, zero-width and tag characters, soft hyphens),
 * line and paragraph separators, halves of surrogate pairs, and the Hangul fillers, which are letters that nobody can see.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u{115F}\u{1160}\u{3164}\u{FFA0}]/gu;

const PRINTABLE = /^[ -~]*$/;

/** How much of one string is printed, in UTF-16 code units. A manifest may hold a name of a megabyte. */
export const MAX_TEXT = 1000;

/** Shows every character that a terminal would obey or hide as `\u{..}`. */
export function visible(text: string): string {
  // Nearly all texts are of nothing but these.
  return PRINTABLE.test(text) ? text : text.replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** Makes a text of the user's harmless for a terminal: visible, on one line, and not endless. */
export function safe(text: string): string {
  return text.length <= MAX_TEXT ? visible(text) : `${visible(text.slice(0, MAX_TEXT))}... (${text.length} characters)`;
}

/**
 * Makes every string of a record harmless. Each printing function begins with this, so that no line of it can forget one name.
 */
export function harmless<T>(record: T): T {
  return mapStrings(record, safe, new Map()) as T;
}

/**
 * What has nothing to change stays what it is: the report of a thousand sets is not held twice.
 *
 * @param known what has been mapped already: sets of one kind share most of what is said of them
 */
function mapStrings(value: unknown, change: (text: string) => string, known: Map<object, unknown>): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  const mapped = known.get(value) ?? changedLate(value, (part) => mapStrings(part, change, known) as typeof part) ?? mapItems(value, change, known);
  known.set(value, mapped);
  return mapped;
}

function mapItems(value: object, change: (text: string) => string, known: Map<object, unknown>): object {
  const items: readonly unknown[] = Object.values(value);
  const changed = items.map((item) => mapStrings(item, change, known));
  if (changed.every((item, at) => item === items[at])) return value;
  return Array.isArray(value) ? changed : Object.fromEntries(Object.keys(value).map((key, at) => [key, changed[at]]));
}

/**
 * Joins lines into a text. A CI runner reads the output too, and obeys a line that begins with `::` or has `##[` anywhere:
 * a wrapped message of the user's must not be able to write one.
 */
export function join(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/^(\s*):(?=:)/, '$1\\u{3a}').replace(/##(?=\[)/g, '#\\u{23}').trimEnd() + '\n').join('');
}

/** The same for JSON, where the escapes are JSON's own, so that nothing is lost. */
export function safeJson(json: string): string {
  return json
    .replace(HIDDEN, (character) => character === '\n' ? character : Array.from({ length: character.length }, (_, i) => unit(character.charCodeAt(i))).join(''))
    .replace(/##(?=\[)/g, '#\\u0023');
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
