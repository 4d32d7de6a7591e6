import type { Report } from './report';
import type { Timeline } from './timeline';
import type { Diagnostic, Severity } from '../manifest/diagnostic';
import type { Manifests } from '../manifest/objects';

/** What has been read: the result of `readManifests`. */
export interface ProveInput {
  readonly manifests: Manifests;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: number;
  readonly objects: number;
}

/** Told now and then while a proof runs, so that a terminal can show that something happens. */
export interface Progress {
  readonly set: string;
  readonly scenario: string;
  readonly states: number;
}

export interface ProveOptions {
  /** @default - all scenarios that apply to the set */
  readonly scenarios?: readonly string[];
  /** @default - all guarantees */
  readonly guarantees?: readonly string[];
  /** How many faults may happen in one run. @default 1 */
  readonly faults?: number;
  /** How many states one scenario of one set may have before the answer is BOUNDED. @default MAX_STATES */
  readonly maxStates?: number;
  /** The least severity whose refutations fail the run. @default 'error' */
  readonly failOn?: Severity;
  readonly onProgress?: (progress: Progress) => void;
}

export interface ReplayOptions {
  /** The StatefulSet's name. @default - the only one */
  readonly set?: string;
  readonly scenario: string;
}

/** Proves or refutes every guarantee of every StatefulSet given. */
export declare function prove(input: ProveInput, options?: ProveOptions): Report;

/** Runs one scenario on the most ordinary schedule: what a real cluster would show on a quiet day. */
export declare function replay(input: ProveInput, options: ReplayOptions): Timeline;
