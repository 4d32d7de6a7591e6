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

/** Throws an Error where this engine has none (`node --jitless`). */
export function webAssembly(): WebAssemblyApi {
  const api: WebAssemblyApi | undefined = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (api === undefined) throw new Error('there is no WebAssembly in this process, which exploring needs: run node without --jitless');
  return api;
}
