import { CODE, HEAP } from './kernel-code';
import { MOST_PAGES, PAGE, type WebAssemblyMemory, openMemory, webAssembly } from './webassembly';

/**
 * What is done by the million is done in WebAssembly (kernel/assembly): taking learned steps, and finding states again. All that it touches stands in one memory, which
 * grows where it stands, without a copy. It is compiled when it is needed for the first time.
 */

/** The functions of kernel/assembly: see there. Addresses are in bytes. */
export interface Kernel {
  step(words: number, rows: number, first: number, from: number, last: number, group: number, groups: number, waiting: number, enough: number): number;
  keepActors(actors: number, sources: number, words: number): number;
  insert(words: number, count: number, table: number, bits: number, rows: number, known: number): number;
  fillTable(words: number, table: number, bits: number, rows: number, states: number): void;
  move(to: number, from: number, bytes: number): void;
  keepEdges(fair: number, first: number, sources: number, before: number): number;
}

/** Pages that there are beyond the heap's beginning, for the smallest searches. Address space costs nothing until it is touched. */
const FIRST_PAGES = 16;
const GROWN = HEAP + (1 << 26);

let compiled: object | undefined;
let memory: WebAssemblyMemory | undefined;
let functions: Kernel;
let view: Int32Array;

/** The kernel, and a new memory full of zeros where there is none. */
export function kernel(): Kernel {
  if (memory === undefined) {
    const { Module, Instance } = webAssembly();
    compiled ??= new Module(Uint8Array.from(atob(CODE), (letter) => letter.charCodeAt(0)));
    memory = openMemory(HEAP / PAGE + FIRST_PAGES);
    functions = new Instance(compiled, { env: { memory } }).exports as unknown as Kernel;
    view = new Int32Array(memory.buffer);
  }
  return functions;
}

/** The whole memory. Another array after `reserveBytes` and `leaveMemory`. */
export const numbers = (): Int32Array => view;

/** @returns whether there are so many bytes */
export function reserveBytes(bytes: number): boolean {
  if (bytes <= view.byteLength) return true;
  const pages = Math.ceil((bytes - view.byteLength) / PAGE);
  const had = view.byteLength / PAGE;
  if (had + pages > MOST_PAGES) return false;
  // A quarter more than is needed, if that can be had, so that it is asked for rarely.
  return grow(Math.min(pages + (had >>> 2), MOST_PAGES - had)) || grow(pages);
}

function grow(pages: number): boolean {
  try {
    memory!.grow(pages);
  } catch {
    return false;
  }
  view = new Int32Array(memory!.buffer);
  return true;
}

/** Leaves the memory to whoever looks at it still: the next one begins with another. */
export function leaveMemory(): void {
  memory = undefined;
}

/** Leaves a memory that was grown far by a search that came to no end: what was touched of it would never be given back. */
export function leaveGrownMemory(): void {
  if (memory !== undefined && view.byteLength > GROWN) leaveMemory();
}
