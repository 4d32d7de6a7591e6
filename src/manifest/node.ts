import type { Json } from './objects';

/** Offsets into the text of the document, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A value as Kubernetes reads it, and where it is written. */
export type Node = ScalarNode | SequenceNode | MappingNode;
export type ScalarNode = Range & (
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** In decimal: 64-bit integers do not fit into a JavaScript number. */
  | { readonly kind: 'integer'; readonly digits: string }
  | { readonly kind: 'float'; readonly value: number }
  /** An unpaired surrogate stands for a byte of a `!!binary` value that is not UTF-8. */
  | { readonly kind: 'string'; readonly value: string }
);
export interface SequenceNode extends Range { readonly kind: 'sequence'; readonly items: readonly Node[] }
/** A Map, not an object: `__proto__` is a key like any other. In the order in which the keys were first set. */
export interface MappingNode extends Range { readonly kind: 'mapping'; readonly entries: ReadonlyMap<string, Entry> }
export interface Entry {
  /** Where the key is written. */
  readonly key: Range;
  readonly value: Node;
}

/** The value without its places. Integers beyond 2^53 are rounded here, and only here. */
export function toValue(node: Node): Json {
  switch (node.kind) {
    case 'null': return null;
    case 'integer': return Number(node.digits);
    case 'string': return node.value.replace(UNPAIRED_SURROGATE, '\ufffd');
    case 'sequence': return node.items.map(toValue);
    case 'mapping': {
      const object = Object.create(null) as { [key: string]: Json };
      for (const [key, entry] of node.entries) object[key.replace(UNPAIRED_SURROGATE, '\ufffd')] = toValue(entry.value);
      return object;
    }
    default: return node.value;
  }
}

export const UNPAIRED_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
