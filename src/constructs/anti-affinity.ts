import * as kplus from './kplus';

/** One rule: where two replicas do not meet, and how much that is worth. Without a weight it is required. */
interface AntiAffinityTerm {
  readonly topology: kplus.Topology;
  readonly weight?: number;
}

/**
 * How strongly the replicas avoid each other, and where: on one node, in one zone, or in any other part of a topology.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 */
export class AntiAffinity {
  /** Two replicas never share a node (`kubernetes.io/hostname`). A replica that finds no free node stays Pending. */
  public static readonly REQUIRED = AntiAffinity.requiredBy(kplus.Topology.HOSTNAME);

  /** Replicas share a node only if the scheduler finds no better one. */
  public static readonly PREFERRED = AntiAffinity.preferredBy(kplus.Topology.HOSTNAME);

  /** Replicas are placed with no regard to each other. */
  public static readonly NONE = new AntiAffinity([]);

  /**
   * Two replicas are never in the same part of the topology. With `Topology.ZONE`, a set of more replicas than zones never runs in full: to
   * spread evenly instead, use `topologySpreadConstraints`.
   *
   * @param topology such as `Topology.ZONE`
   */
  public static requiredBy(topology: kplus.Topology): AntiAffinity {
    return new AntiAffinity([{ topology }]);
  }

  /**
   * Two replicas are in the same part of the topology only if the scheduler finds no better place.
   *
   * @param topology such as `Topology.ZONE`
   * @param weight how much it is worth beside other preferences, a whole number from 1 to 100; 100 unless it is given
   * @throws if the weight is not such a number
   */
  public static preferredBy(topology: kplus.Topology, weight: number = 100): AntiAffinity {
    // core/validation/validation.go:validatePreferredSchedulingTerms and validateWeightedPodAffinityTerms, 1.28 to 1.36.
    if (!Number.isInteger(weight) || weight < 1 || weight > 100) {
      throw new Error(`the weight of a preferred anti-affinity is ${weight}: the API server takes whole numbers from 1 to 100. Leave it out for 100.`);
    }
    return new AntiAffinity([{ topology, weight }]);
  }

  private constructor(private readonly terms: AntiAffinityTerm[]) {}

  /**
   * Both this rule and the other, such as never on one node and rather not in one zone:
   * `AntiAffinity.REQUIRED.also(AntiAffinity.preferredBy(Topology.ZONE))`.
   */
  public also(other: AntiAffinity): AntiAffinity {
    return new AntiAffinity([...this.terms, ...other.terms]);
  }

  /** @internal */
  public _applyTo(scheduling: kplus.WorkloadScheduling): void {
    for (const term of this.terms) scheduling.spread(term);
  }
}
