import type { Shard } from './shard';
import type { Timeline } from './timeline';
import type { Gates } from '../kubernetes/gates';
import type { Diagnostic, Location, Severity } from '../manifest/diagnostic';

/**
 * What can be said of one guarantee in one scenario.
 *
 * - `PROVED`: every reachable state was explored, none breaks it, and the witnesses show that the proof is not vacuous.
 * - `REFUTED`: there is a counterexample, the shortest.
 * - `BOUNDED`: the budget ran out before the frontier was empty. Not a proof.
 * - `VACUOUS`: nothing breaks it, but what it speaks of never happened. Not a proof.
 * - `NOT MODELLED`: a field that the model does not cover matters here.
 * - `INVALID`: the API server would refuse the object.
 */
export type Verdict = (typeof VERDICTS)[number];
export const VERDICTS = ['PROVED', 'REFUTED', 'BOUNDED', 'VACUOUS', 'NOT MODELLED', 'INVALID'] as const;

/** Something that must be reachable, or the proof says nothing: "a pod was created behind a predecessor", "the fault fired". */
export interface Witness {
  readonly name: string;
  readonly reached: boolean;
}

/** Why an exploration was ended before it was complete, where it was not for the number of its states. */
export type Stopped = 'interrupted' | 'out of time' | 'out of memory';

/** How far an exploration went. */
export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  /** The length of the longest of the shortest paths from an initial state; after reductions, the number of layers of the search, which are no distances. */
  readonly depth: number;
  /** States found but not expanded. Zero is exhaustive. */
  readonly frontier: number;
  /** The states were counted after reductions: see docs/explanation/reductions.md. */
  readonly reduced?: true;
  readonly stopped?: Stopped;
  /** How many ordinals the window has, in a proof for every replica count. */
  readonly window?: number;
}

/** A run of the model that breaks a guarantee. */
export interface Counterexample {
  /** What goes wrong in the end, one sentence. */
  readonly ending: string;
  /** True when the run ends in a state that it cannot leave, or repeats for ever. */
  readonly stuck: boolean;
  /** What `kubectl rollout status` prints for ever, where it does. */
  readonly kubectlSays?: string;
  /** The command that repairs it on a running cluster, where there is one. */
  readonly remedy?: string;
  readonly timeline: Timeline;
  /** A word from which `replay --token` makes the run again. Absent where the run was read off the manifest, not explored. */
  readonly token?: string;
}

/** The scenario of a cell that is proved for every number of replicas at once. */
export const EVERY_COUNT = 'every replica count';
/** The scenario of a cell that is decided by reading the manifest. */
export const STATIC = 'static';

/** One guarantee in one scenario. */
export interface Cell {
  readonly guarantee: string;
  /** The scenario's name, `every replica count` for a window proof, or `static` for what is decided by reading the manifest. */
  readonly scenario: string;
  readonly verdict: Verdict;
  /** The claim with its bounds, as one sentence. */
  readonly claim: string;
  readonly severity: Severity;
  readonly exploration?: Exploration;
  /** Why the answer is BOUNDED, where it is more than states left over, such as that fewer replicas were explored. */
  readonly bounded?: string;
  readonly witnesses: readonly Witness[];
  readonly counterexample?: Counterexample;
  /** Present where a REFUTED cell is a finding: message, reason, advice and place. */
  readonly diagnostic?: Diagnostic;
  /** Every set of this kind has this limit: no manifest is without it. */
  readonly everySet?: true;
  /** The reason under which the author accepted the finding. */
  readonly accepted?: string;
}

/** All that is said of one StatefulSet. */
export interface SetReport {
  readonly name: string;
  readonly namespace: string;
  readonly where: Location;
  readonly replicas: number;
  readonly podManagementPolicy: string;
  /** The readiness model and how it was known, such as `majority (from the annotation)`. */
  readonly readiness: string;
  /** The cluster that all is said of, such as `4 nodes in 1 zone (assumed), storage class fast`. None where nothing could be said. */
  readonly cluster?: string;
  /** The worst verdict: what the summary line shows. */
  readonly verdict: Verdict;
  readonly cells: readonly Cell[];
  /** Static findings (hygiene) of this set. */
  readonly diagnostics: readonly Diagnostic[];
  /** Accepted rules that matched nothing, and other remarks. */
  readonly notes: readonly string[];
}

/** Which part of a run this is, and what is needed to put the parts together. */
export interface ShardReport extends Shard {
  readonly failOn: Severity;
  /** How many sets the whole run has. */
  readonly sets: number;
  /** Where the sets of this shard stand among them. */
  readonly places: readonly number[];
  /** Of each shape, its fingerprint and how many states were explored. Shards can have shapes in common. */
  readonly shapes: readonly (readonly [string, number])[];
}

/** Everything that a run of `prove` has to say. Every output is rendered from this record and nothing else. */
export interface Report {
  readonly formatVersion: '1.0';
  readonly tool: { readonly name: 'cdk8s-stateful'; readonly version: string };
  /** The version that all is said of, such as `1.34.4`. */
  readonly kubernetes: string;
  /** Its feature gates that are not at their default. */
  readonly featureGates: Gates;
  readonly files: number;
  readonly objects: number;
  /** States explored in all. Sets of one shape are one problem and are explored once. */
  readonly explored: number;
  /** How many problems that is. */
  readonly shapes: number;
  /** How often a problem had the shape of one that was explored before, for this set or another. */
  readonly hits: number;
  /** Present where other machines prove the other sets: see `merge`. */
  readonly shard?: ShardReport;
  readonly sets: readonly SetReport[];
  /** Input that could not be read, and findings that belong to no StatefulSet. */
  readonly diagnostics: readonly Diagnostic[];
  /** 0 proved, 1 refuted, 2 unreadable input, 3 inconclusive. Computed once, before rendering. */
  readonly exitCode: number;
}
