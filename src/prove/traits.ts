import type { Kubernetes } from './kubernetes';
import type { Placed } from './placement';
import type { Readiness } from './readiness';
import type { Problem } from '../cluster/problem';
import { perObject } from '../manifest/per-object';

/**
 * What of a set decides what is explored of it and what comes of that. No name, image or label is among it, so that many sets of a repository have the same: they
 * are of one kind, have the same proofs and, of what is refuted, the same runs. Only how these are told is each set's own.
 */
export interface Traits extends Pick<Placed, 'placement' | 'clusterText'> {
  /** The same for all sets of a run. */
  readonly kubernetes: Kubernetes;
  readonly replicas: number;
  readonly parallel: boolean;
  readonly onDelete: boolean;
  readonly partition: number;
  readonly readiness: Pick<Readiness, 'model' | 'peersByName'>;
  /** Of how many members a majority must stay ready, where they are known to vote. */
  readonly quorum?: number;
  /** A budget of its pods also counts pods of another workload. */
  readonly sharesBudget: boolean;
  /** The range of the autoscaler that drives it. */
  readonly autoscales?: { readonly minReplicas: number; readonly maxReplicas: number };
  /** What every problem of this set has in common. */
  readonly problem: Problem;
}

/** The traits and nothing else, so that whoever is given them can read nothing else. */
export const traitsOf = (set: Traits): Traits => ({
  kubernetes: set.kubernetes,
  replicas: set.replicas,
  parallel: set.parallel,
  onDelete: set.onDelete,
  partition: set.partition,
  readiness: { model: set.readiness.model, peersByName: set.readiness.peersByName },
  ...set.quorum === undefined ? {} : { quorum: set.quorum },
  sharesBudget: set.sharesBudget,
  ...set.autoscales === undefined ? {} : { autoscales: { minReplicas: set.autoscales.minReplicas, maxReplicas: set.autoscales.maxReplicas } },
  placement: set.placement,
  clusterText: set.clusterText,
  problem: set.problem,
});

/** Equal for sets of one kind. All traits are names, whole numbers and truth values. */
const textOf = perObject((set: Traits): string => JSON.stringify(traitsOf(set)));

/**
 * The same function, which makes its answer once for each kind of sets that it is asked about.
 *
 * @param isOwn whether an answer is that of one set, and says nothing of others
 */
export function perKind<S extends Traits, V>(make: (set: S) => V, isOwn: (answer: V) => boolean = () => false): (set: S) => V {
  const made = new Map<string, { readonly value: V }>();
  return (set) => {
    const key = textOf(set);
    const known = made.get(key);
    if (known !== undefined) return known.value;
    const value = make(set);
    if (!isOwn(value)) made.set(key, { value });
    return value;
  };
}
