import type { Location, Severity } from '../../manifest/diagnostic';
import type { Monitor } from '../explore';
import type { Scenario } from '../scenarios';
import { Subject, podName } from '../subject';
import type { Traits } from '../traits';

/** What a refutation means to the author: the finding that is made of it. */
export interface Explanation {
  readonly severity: Severity;
  readonly message: string;
  readonly reason: string;
  readonly advice: string;
  /** The field to look at, from the object's root. */
  readonly path: readonly (string | number)[];
  /** The place to look at, where it is in another object. */
  readonly where?: Location;
  /** What the last step of the counterexample is. */
  readonly ending: string;
  /** No manifest of this kind is without it. */
  readonly everySet?: true;
  /** The command that helps a cluster where it has happened. */
  readonly remedy?: string;
}

/** What of a run's last state decides how it is explained. */
export interface Ending {
  /** Why the run cannot go on (causes.ts). */
  readonly cause: number;
  /** The set goes on once it is touched or resynced. */
  readonly asleep: boolean;
  /** The lowest wanted ordinal that is not available in the end, counted from the first. */
  readonly slot: number;
  /** Pods above the wanted number that are there and not healthy. */
  readonly unhealthyCondemned: number;
}

/** The windows: of steps that two ordinals or one can show, and of what all runs come to. */
export type EveryReplicaCount = 'two ordinals' | 'one ordinal' | 'boot' | 'converges' | 'recovers';

/** One guarantee that is proved by exploring. */
export interface Guarantee {
  readonly id: string;
  /** Completes the sentence "it holds that ...". */
  readonly title: string;
  /** Watches steps. Without one, the guarantee is about what runs come to in the end. */
  readonly monitor?: Monitor;
  /** The cause that refutes it, of those for which a run cannot go on. Without one, it is any that no other guarantee is about. */
  readonly cause?: number;
  /** The scenarios that put it to the test beside those which end in it. */
  readonly shownIn?: readonly string[];
  /** Why it is not promised to a set of this kind, if it is not. */
  readonly notPromised?: (set: Traits) => string | undefined;
  /** The window of ordinals that proves it for every replica count, where it qualifies (see every-replica-count.ts). */
  readonly everyReplicaCount?: EveryReplicaCount;
  /** What of a set of this kind keeps that proof from being one, besides guards that count (cluster/guards.ts). */
  readonly onlyTheseReplicas?: (set: Traits) => string | undefined;
  /** What the window breaks is no counterexample: with so few replicas nothing was promised. */
  readonly onlyProofs?: true;
  readonly explain: (subject: Subject, scenario: Scenario, ending: Ending) => Explanation;
}

/** The pod of the highest ordinal. */
export const last = (subject: Subject): string => podName(subject, Math.max(0, subject.replicas - 1));
