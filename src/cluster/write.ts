/** Writes that the controller makes, as numbers: what a replay turns into actions and a conformance run compares. */
export const CREATE_POD = 1;
export const DELETE_POD = 2;
export const CREATE_CLAIM = 3;
export const UPDATE_CLAIM = 4;
export const UPDATE_STATUS = 5;
/** A claim that a new pod needs is still being deleted: the sync fails and is retried. */
export const CLAIM_IS_BEING_DELETED = 6;
/** The object that keeps a template: made when it is first seen, renumbered when an older one is wanted again. */
export const CREATE_REVISION = 7;
export const UPDATE_REVISION = 8;
export const DELETE_REVISION = 9;
/** Only in wide rows: ownership taken or given up, and identity or volumes put right. */
export const ADOPT_POD = 10;
export const RELEASE_POD = 11;
export const UPDATE_POD = 12;
export const ADOPT_REVISION = 13;

export const writeOf = (kind: number, object: number): number => kind << 8 | object;
export const kindOf = (write: number): number => write >>> 8;
export const objectOfWrite = (write: number): number => write & 0xff;

/** More writes than any sync can make. */
export const EVERY_WRITE = 1 << 20;

let allowed = 0;

/** How many writes the sync that begins may make. */
export function allowWrites(limit: number): void {
  allowed = limit;
}

/** Counts one write against those that this sync may still make. */
export function mayWrite(): boolean {
  return allowed-- > 0;
}
