/** How a part of a sync ends. */

/** It goes on. */
export const GO = 0;
/** It ends here; there is nothing to complain about. */
export const EXIT = 1;
/** The sync fails and is put back into the queue. */
export const ERROR = 2;
/** The controller died, or was refused, at this write: the fault that cuts a sync after any prefix of its writes. */
export const CUT = 3;
/** A conflict: to be tried again. */
export const RETRY = 4;
/** The controller panics. */
export const PANIC = 5;
