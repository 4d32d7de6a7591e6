import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { KubernetesVersion } from './kubernetes-version';
import type * as prover from './prover';

/**
 * How bad a finding has to be to fail. Each includes those before it.
 */
export enum FailOn {
  /** What the author can correct without giving up what was asked for. */
  ERROR = 'error',

  /** What Kubernetes itself does not give to a set of this kind. */
  LIMIT = 'limit',

  /** What the manifests given do not decide. */
  QUESTION = 'question',

  /** What is bad practice. */
  WARNING = 'warning',
}

/**
 * How a proof is made. As the options of `cdk8s-stateful prove`.
 */
export interface ProofOptions {
  /**
   * The version of the cluster.
   *
   * @default - the one for which the command line proves: `cdk8s-stateful --help` names it
   */
  readonly kubernetes?: KubernetesVersion;

  /**
   * The path of a cluster profile: the nodes, storage classes and volumes of the cluster.
   *
   * @default - nodes enough for every replica, and every storage class that is named
   * @see docs/how-to/describe-your-cluster.md
   */
  readonly cluster?: string;

  /**
   * The least bad finding that fails.
   *
   * @default FailOn.ERROR
   */
  readonly failOn?: FailOn;

  /**
   * The scenarios, such as `roll-image`.
   *
   * @default - all that apply
   */
  readonly scenarios?: string[];

  /**
   * The guarantees, such as `boot/completes`.
   *
   * @default - all
   */
  readonly guarantees?: string[];

  /**
   * How many faults may happen in one run. At least 0.
   *
   * @default 1
   */
  readonly faults?: number;

  /**
   * How many states a scenario may have before the proof gives up, which fails. At least 1.
   *
   * @default - 250,000: about a second's work for each scenario
   */
  readonly maxStates?: number;
}

/**
 * Proves the StatefulSets of an app where the app is made, in any language: in `cdk8s synth`, in `app.synth()` and in `Testing.synth(chart)`.
 *
 * @see docs/how-to/prove-in-synth.md
 */
export class Proof {
  /**
   * Makes the synthesis fail where a guarantee is refuted or the proof does not come to an end, with the report of the command line.
   *
   * It takes longer than a synthesis: docs/how-to/prove-in-synth.md says how long. What is the same is proved once.
   *
   * @param scope the app for all its charts, a chart for itself and those in it, or anything in a chart for that chart
   * @param options how the proof is made
   */
  public static inSynth(scope: IConstruct, options: ProofOptions = {}): void {
    const known = new Map<string, string[]>();
    let isAsking = false;
    scope.node.addValidation({
      validate: () => {
        // Reading the charts validates the app once more.
        if (isAsking) return [];
        isAsking = true;
        try {
          const charts = chartsOf(scope);
          const files = theProver().written(charts);
          const key = JSON.stringify(files);
          const told = known.get(key) ?? theProver().refutation(charts, files, options);
          known.set(key, told);
          return told;
        } finally {
          isAsking = false;
        }
      },
    });
  }

  private constructor() {}
}

function chartsOf(scope: IConstruct): Chart[] {
  const charts = scope.node.findAll().filter(Chart.isChart);
  return charts.length > 0 ? charts : [Chart.of(scope)];
}

/** Read when it is needed: it takes as long to load as cdk8s-plus, and most runs need only the constructs. */
export function theProver(): typeof prover {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./prover');
}
