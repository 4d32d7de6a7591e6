/**
 * How much input is read before it is refused. The parser is not trusted to bound itself: whoever opens a pull request chooses these bytes.
 * Each limit is far above what people write and far below what hurts.
 */
export const LIMITS = {
  bytesPerFile: 4 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
  documentsPerFile: 10_000,
  /** Collections inside one another, aliases expanded. */
  depth: 64,
  aliasesPerDocument: 100,
  /** Scalars, sequences, mappings and keys of one document, after its aliases have been expanded. */
  nodesPerDocument: 200_000,
  /** In UTF-16 code units, as JavaScript counts. */
  scalarLength: 1024 * 1024,
  /** How much of one document is read again because the parser stopped where Kubernetes does not. */
  rereadLength: 16 * 1024 * 1024,
} as const;

export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
