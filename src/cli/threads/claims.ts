/**
 * Who explores what: one number for each shape, in memory that all threads share. Whoever changes it from FREE has taken the shape; a thread writes its own number there.
 * The first entry counts what has been finished, for those that wait.
 */
export type Claims = Int32Array;

const FREE = 0;
const DONE = -1;
/** The thread that had taken it could not finish. */
const FAILED = -2;

export const claimsFor = (shapes: number): Claims => new Int32Array(new SharedArrayBuffer(4 * (shapes + 1)));

/** Takes a shape, unless somebody has. */
export const take = (claims: Claims, shape: number, thread: number): boolean => Atomics.compareExchange(claims, shape + 1, FREE, thread) === FREE;

export const isFree = (claims: Claims, shape: number): boolean => Atomics.load(claims, shape + 1) === FREE;

export const hasFailed = (claims: Claims, shape: number): boolean => Atomics.load(claims, shape + 1) === FAILED;

export function finish(claims: Claims, shape: number, ok: boolean): void {
  Atomics.store(claims, shape + 1, ok ? DONE : FAILED);
  Atomics.add(claims, 0, 1);
  Atomics.notify(claims, 0);
}

/** What a thread had taken when it died is nobody's work any more. */
export function abandon(claims: Claims, thread: number): void {
  for (let shape = 0; shape < claims.length - 1; shape++) {
    if (Atomics.load(claims, shape + 1) === thread) finish(claims, shape, false);
  }
}

export const finished = (claims: Claims): number => Atomics.load(claims, 0);

/** Sleeps until more is finished than that, or for a moment: nobody waits for ever for a thread that says nothing. */
export function waitForMore(claims: Claims, than: number): void {
  Atomics.wait(claims, 0, than, 1000);
}
