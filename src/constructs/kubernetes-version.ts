import { type Kubernetes, kubernetesOf, kubernetesText } from '../prove/kubernetes';

/**
 * What of a cluster is not as its version has it.
 */
export interface KubernetesVersionOptions {
  /**
   * Feature gates that API server and controller manager set, such as `{ MaxUnavailableStatefulSet: true }`.
   *
   * @default - as the version has them
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
   */
  readonly featureGates?: { [gate: string]: boolean };
}

/**
 * The version of a cluster, for what one version takes and another drops without a word.
 */
export class KubernetesVersion {
  /**
   * @param version such as `1.35.2`, or `1.35` for its last patch release known
   * @param options what is not as the version has it
   * @throws if there is no such version, or none that is known, or no such gate in it
   */
  public static of(version: string, options: KubernetesVersionOptions = {}): KubernetesVersion {
    return new KubernetesVersion(kubernetesOf({ kubernetes: version, featureGates: options.featureGates }));
  }

  /** With its patch, such as `1.35.4`. */
  public readonly version: string;

  /** The gates that are not at their default. */
  public readonly featureGates: { [gate: string]: boolean };

  private constructor(private readonly kubernetes: Kubernetes) {
    this.version = kubernetes.version;
    this.featureGates = kubernetes.changed;
  }

  /** The version with the gates that are not at their default, as reports tell it. */
  public toString(): string {
    return kubernetesText(this.version, this.featureGates);
  }

  /** @internal */
  public _isBefore(minor: number): boolean {
    return Number(this.version.split('.')[1]) < minor;
  }

  /**
   * Whether a gate is off. One that is locked on, or was removed after that, is not.
   *
   * @internal
   */
  public _isOff(gate: string): boolean {
    return this.kubernetes.gates[gate] === false;
  }
}
