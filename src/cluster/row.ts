import { FIELDS } from './fields';
import { maskOf, shiftOf } from './layout';
import type { Layout } from './layout';

/**
 * The state that is being expanded, the successors that are being written, and the accessors between fields and bits.
 *
 * This is the one place in `cluster` with mutable module state, and the reason why exact and fast go together: the engine
 * inlines these accessors over module-level typed arrays, so that step functions written field by field run at the speed of
 * hand-packed ones. Nothing here allocates while exploring.
 */
// The arrays are constants, so that the engine knows their addresses; a layout is copied into them.
const word = new Int32Array(FIELDS);
const shift = new Int32Array(FIELDS);
const mask = new Int32Array(FIELDS);
const base = new Int32Array(FIELDS);
const bundle = new Int32Array(FIELDS);
/** The most successors that may wait before the caller takes them away with `clear`. */
export const CAPACITY = 1 << 14;
/** Steps on rows that are longer are not learned: nobody explores them. */
export const LEARNABLE_WORDS = 32;
let words = 0;
let used: Layout | undefined;
let room = CAPACITY;

let source: Int32Array = new Int32Array(0);
let sourceOffset = 0;

const OUTPUT_WORDS = 1 << 20;
const output = new Int32Array(OUTPUT_WORDS);
const labels = new Int32Array(CAPACITY);
let outputOffset = 0;
let count = 0;
/** Writes of the step that is being written (write.ts numbers them), and what the API server answered to each. */
const written = new Int32Array(4096);
const answered = new Int32Array(4096);
let writtenCount = 0;
/** What a write says beyond its kind and object: the template of a pod, the references of a claim, the counts of a status. */
export const DETAILS = 10;
const details = new Int32Array(4096 * DETAILS);
/** Events that the controller recorded in this step (event.ts numbers them). */
const told = new Int32Array(4096);
let toldCount = 0;

/**
 * While steps are being learned (learned.ts): the places of the state that decide them, in the order in which they are looked at. What a step sets
 * counts as looked at, too, so that the difference that it makes is always the same; what it has set itself tells nothing of the state.
 */
let learning = false;
let learnable = false;
const lookedBits = new Int32Array(LEARNABLE_WORDS);
const lookedPlaces = new Int32Array(32 * LEARNABLE_WORDS);
let lookedCount = 0;
const setBits = new Int32Array(LEARNABLE_WORDS);

/** Makes the accessors speak of rows of this layout. */
export function useLayout(layout: Layout): void {
  count = 0;
  if (layout === used) return;
  if (layout.words > OUTPUT_WORDS) throw new RangeError(`a row of ${layout.words} words is longer than the ${OUTPUT_WORDS} that there is room for`);
  used = layout;
  word.set(layout.word);
  shift.set(layout.shift);
  mask.set(layout.mask);
  base.set(layout.base);
  bundle.set(layout.bundle);
  words = layout.words;
  room = Math.min(CAPACITY, Math.floor(OUTPUT_WORDS / words));
}

/** Makes the row at this offset the state that steps start from. */
export function read(rows: Int32Array, offset: number): void {
  source = rows;
  sourceOffset = offset;
}

/** A field of the state that the step starts from. */
export function get(field: number): number {
  if (learning) look(field);
  return (source[sourceOffset + word[field]] >>> shift[field]) & mask[field] | base[field];
}

/** A field of the successor that is being written: what the API server holds by now. */
export function now(field: number): number {
  if (learning && !isSet(field)) look(field);
  return (output[outputOffset + word[field]] >>> shift[field]) & mask[field] | base[field];
}

/** Writes a field of the successor. A field without bits keeps its value. */
export function put(field: number, value: number): void {
  const at = outputOffset + word[field];
  const bits = mask[field];
  const by = shift[field];
  if (learning) set(field);
  output[at] = output[at] & ~(bits << by) | (value & bits) << by;
}

/** Begins a successor as a copy of the state. */
export function begin(): void {
  outputOffset = count * words;
  for (let k = 0; k < words; k++) output[outputOffset + k] = source[sourceOffset + k];
  writtenCount = 0;
  toldCount = 0;
  if (learning) setBits.fill(0);
}

/** Keeps the successor. */
export function end(label: number): void {
  labels[count++] = label;
}

/** True where the successor that is being written equals the state: a step that does nothing. */
export function unchanged(): boolean {
  for (let k = 0; k < words; k++) if (output[outputOffset + k] !== source[sourceOffset + k]) return false;
  return true;
}

/** Whoever looks at one field of an object is taken to look at all that stands beside it: fewer looks, and few values more. */
function look(field: number): void {
  const bits = mask[field] << shift[field];
  if (bits === 0 || (lookedBits[word[field]] & bits) !== 0) return;
  const place = bundle[field];
  if (place === 0) {
    learnable = false;
    return;
  }
  lookedBits[word[field]] |= maskOf(place) << shiftOf(place);
  lookedPlaces[lookedCount++] = place;
}

const isSet = (field: number): boolean => (setBits[word[field]] & mask[field] << shift[field]) !== 0;

function set(field: number): void {
  look(field);
  setBits[word[field]] |= mask[field] << shift[field];
}

/** From here on it is noted what decides the steps that are taken. */
export function startLearning(): void {
  learning = learnable = true;
  lookedBits.fill(0);
  lookedCount = 0;
  setBits.fill(0);
}

/** @returns at how many places stands what decided the steps taken since `startLearning`: `lookedAt` says where; -1 where that cannot be learned */
export function stopLearning(): number {
  learning = false;
  return learnable ? lookedCount : -1;
}

export const lookedAt = (index: number): number => lookedPlaces[index];
/** Keeps so many successors: those beyond the ones that are kept already have been written into the output as they are. */
export function keep(total: number): void {
  count = total;
}

/** Makes a kept successor the one that `now` reads, for properties that compare it with the state. */
export function select(index: number): void {
  outputOffset = index * words;
}

/** Notes one write to the API server. */
export function note(write: number): void {
  answered[writtenCount] = 0;
  written[writtenCount++] = write;
}

/** Notes the answer to the write noted last. */
export function answer(code: number): number {
  answered[writtenCount - 1] = code;
  return code;
}

/** Notes the detail of this number of the write noted last. */
export function detail(number: number, value: number): void {
  details[(writtenCount - 1) * DETAILS + number] = value;
}

/** Notes an event that the controller records. */
export function tell(event: number): void {
  told[toldCount++] = event;
}

export const detailOf = (index: number, number: number): number => details[index * DETAILS + number];
export const answerTo = (index: number): number => answered[index];
export const events = (): number => toldCount;
export const event = (index: number): number => told[index];

export const writes = (): number => writtenCount;
export const write = (index: number): number => written[index];

/** How many successors of this layout there is room for: `CAPACITY`, unless rows are very wide. */
export const capacity = (): number => room;
/** How long a row is. */
export const rowWords = (): number => words;
export const successors = (): number => count;
export const successorRows = (): Int32Array => output;
export const successorLabels = (): Int32Array => labels;
export const clear = (): void => { count = 0; };

/** A field of any row of a layout: for properties, tests and decoding, which look at rows from outside a step. */
export function fieldOf(layout: Layout, rows: Int32Array, offset: number, field: number): number {
  return (rows[offset + layout.word[field]] >>> layout.shift[field]) & layout.mask[field] | layout.base[field];
}
