/** As much of WebAssembly as is used here. TypeScript has its types among those of browsers only. */
interface WebAssemblyApi {
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => WebAssemblyMemory;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { readonly env: { readonly memory: WebAssemblyMemory } }) => { readonly exports: Record<string, unknown> };
}

export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  /** Grows by so many pages, in place. Throws a RangeError where there are none. */
  grow(pages: number): number;
}

/** A page of its memory, in bytes. */
export const PAGE = 1 << 16;
/** The most pages that a memory can have: 4 GiB. */
export const MOST_PAGES = 1 << 16;

/** This process cannot explore: how it was started does not let it. */
export class CannotExplore extends Error {}
export class NoAddressSpace extends CannotExplore {}

/** Throws CannotExplore where this engine has none. */
export function webAssembly(): WebAssemblyApi {
  const api: WebAssemblyApi | undefined = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (api === undefined) throw new CannotExplore('nothing can be explored in a process without WebAssembly: run node without --jitless');
  return api;
}

/**
 * A memory of so many pages, full of zeros, that can grow as far as any can. Engines reserve address space for all of it and some more, which takes no memory; throws
 * NoAddressSpace where they may not.
 */
export function openMemory(pages: number): WebAssemblyMemory {
  const { Memory } = webAssembly();
  try {
    return new Memory({ initial: pages, maximum: MOST_PAGES });
  } catch {
    throw new NoAddressSpace('nothing can be explored with so little address space: node reserves about 10 GB of it without using them, so raise the limit (ulimit -v unlimited); '
      + 'what a run uses is bounded by --max-memory');
  }
}
