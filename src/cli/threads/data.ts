import type { MessagePort } from 'worker_threads';
import type { Claims } from './claims';
import type { Shape } from '../../prove/shape';
import type { Bounds } from '../bounds';

/** What the thread that proves is given by the one that listens: it has no streams of its own to ask. */
export interface ProofThreadData {
  /** Its only number is 1 once the user has asked to come to an end. */
  readonly interrupted: Int32Array;
  readonly colours: boolean;
  /** The width of the terminal where somebody watches. */
  readonly watchedColumns?: number;
}

/** Asks the thread that listens for a helper: only that one is told when a thread dies. */
export interface HelpRequest {
  readonly thread: number;
  readonly shapes: readonly Shape[];
  readonly claims: Claims;
  readonly bounds: Bounds;
  /** Where the helper hands over what it has explored. */
  readonly port: MessagePort;
}

export interface HelperData extends HelpRequest {
  readonly interrupted: Int32Array;
}
