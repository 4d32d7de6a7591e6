/** A unified difference of lines, as github.com/pmezard/go-difflib makes it: Python's difflib, with its notion of lines that are too frequent to count. */

interface Change { readonly sign: ' ' | '-' | '+'; readonly line: string }

interface Match { readonly left: number; readonly right: number; readonly size: number }

/** From that many lines on, those that make up more than a hundredth start no match. */
const MANY = 200;

const CONTEXT = 3;

export function unified(before: readonly string[], after: readonly string[]): string {
  const changes = changesOf(before, after);
  const shown = changes.map((_, index) => changes.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '));
  let told = '';
  let [left, right] = [0, 0];
  for (let index = 0; index < changes.length; index += 1) {
    if (!shown[index]) {
      [left, right] = [left + 1, right + 1];
      continue;
    }
    let end = index;
    while (end < changes.length && shown[end]) end += 1;
    const hunk = changes.slice(index, end);
    const [gone, come] = [hunk.filter(({ sign }) => sign !== '+').length, hunk.filter(({ sign }) => sign !== '-').length];
    told += `@@ -${range(left, gone)} +${range(right, come)} @@\n${hunk.map(({ sign, line }) => `${sign}${line}\n`).join('')}`;
    [left, right, index] = [left + gone, right + come, end - 1];
  }
  return told;
}

function range(start: number, length: number): string {
  if (length === 1) return `${start + 1}`;
  return `${length === 0 ? start : start + 1},${length}`;
}

function changesOf(before: readonly string[], after: readonly string[]): Change[] {
  const changes: Change[] = [];
  const add = (sign: Change['sign'], lines: readonly string[]): void => { for (const line of lines) changes.push({ sign, line }); };
  let [left, right] = [0, 0];
  const end = { left: before.length, right: after.length, size: 0 };
  for (const match of [...matchesOf(before, after, placesOf(after), { left: 0, right: 0 }, end), end]) {
    add('-', before.slice(left, match.left));
    add('+', after.slice(right, match.right));
    add(' ', before.slice(match.left, match.left + match.size));
    [left, right] = [match.left + match.size, match.right + match.size];
  }
  return changes;
}

/** Where each line is that may start a match. */
function placesOf(lines: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  lines.forEach((line, index) => places.set(line, [...places.get(line) ?? [], index]));
  if (lines.length >= MANY) for (const [line, at] of places) if (at.length > Math.floor(lines.length / 100) + 1) places.delete(line);
  return places;
}

type Point = Omit<Match, 'size'>;

/** The longest match between two points, and those to its left and right. */
function matchesOf(before: readonly string[], after: readonly string[], places: ReadonlyMap<string, number[]>, from: Point, to: Point): Match[] {
  const longest = longestOf(before, after, places, from, to);
  if (longest.size === 0) return [];
  const behind = { left: longest.left + longest.size, right: longest.right + longest.size };
  return [...matchesOf(before, after, places, from, longest), longest, ...matchesOf(before, after, places, behind, to)];
}

/** Of several the first. It is made longer by lines that may start none. */
function longestOf(before: readonly string[], after: readonly string[], places: ReadonlyMap<string, number[]>, from: Point, to: Point): Match {
  let { left, right, size } = { ...from, size: 0 };
  let sizes = new Map<number, number>();
  for (let at = from.left; at < to.left; at += 1) {
    const next = new Map<number, number>();
    for (const place of places.get(before[at]) ?? []) {
      if (place < from.right || place >= to.right) continue;
      const length = (sizes.get(place - 1) ?? 0) + 1;
      next.set(place, length);
      if (length > size) [left, right, size] = [at - length + 1, place - length + 1, length];
    }
    sizes = next;
  }
  while (left > from.left && right > from.right && before[left - 1] === after[right - 1]) [left, right, size] = [left - 1, right - 1, size + 1];
  while (left + size < to.left && right + size < to.right && before[left + size] === after[right + size]) size += 1;
  return { left, right, size };
}
