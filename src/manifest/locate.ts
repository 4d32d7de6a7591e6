import type { Location } from './diagnostic';
import type { Node } from './node';
import { lineStarts, positionAt } from './text';

/** Offsets of one file to places in it. */
export type Locate = (offset: number) => Location;

export function locator(file: string, text: string): Locate {
  const starts = lineStarts(text);
  return (offset) => ({ file, ...positionAt(starts, offset) });
}

/**
 * Where a field of a node is written: the key of a field, the start of an item. Where it is not written, its nearest parent that is.
 * A field that came from an anchor stands where the anchor stands.
 */
export function offsetOf(node: Node, path: readonly (string | number)[]): number {
  let offset = node.start;
  let current: Node | undefined = node;
  for (const step of path) {
    if (current.kind === 'mapping') {
      const entry = current.entries.get(String(step));
      if (entry === undefined) return offset;
      offset = entry.key.start;
      current = entry.value;
    } else if (current.kind === 'sequence') {
      const item = current.items[Number(step)] as Node | undefined;
      if (item === undefined) return offset;
      offset = item.start;
      current = item;
    } else {
      return offset;
    }
  }
  return offset;
}
