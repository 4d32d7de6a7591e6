import { Chart } from 'cdk8s';
import { missing } from './missing';
import { ProofOptions, theProver } from './proof';

/**
 * What a test says of a chart, in any language and with any test framework: each method throws what is wrong. With jest, the matchers of
 * `cdk8s-stateful/jest` say it as well.
 */
export class Assertions {
  /**
   * Synthesizes a chart.
   *
   * @throws if the chart cannot be synthesized
   */
  public static of(chart: Chart): Assertions {
    return new Assertions(chart, chart.toJson());
  }

  private constructor(private readonly chart: Chart, private readonly objects: readonly any[]) {}

  /**
   * How many objects of a kind there are.
   *
   * @param kind such as `StatefulSet`
   * @param count how many there should be
   * @throws if there are more or fewer
   */
  public countIs(kind: string, count: number): void {
    const names = this.named(kind);
    if (names.length !== count) throw new Error(`expected ${count} of kind ${kind}, found ${names.length}${names.length === 0 ? '' : `: ${names.join(', ')}`}`);
  }

  /**
   * That an object of a kind has at least these fields. Lists have as many items as given, each with at least the fields given.
   *
   * @param kind such as `StatefulSet`
   * @param part such as `{ spec: { replicas: 3 } }`
   * @throws if there is none, and then says what the closest lacks
   */
  public has(kind: string, part: any): void {
    const candidates = this.objects.filter(object => object.kind === kind).map(object => ({ object, lacks: missing(object, part) }));
    if (candidates.some(({ lacks }) => lacks.length === 0)) return;
    const [closest] = candidates.sort((a, b) => a.lacks.length - b.lacks.length);
    throw new Error(closest === undefined ? `there is no ${kind}`
      : `no ${kind} has all of this; the closest is ${closest.object.metadata?.name}, where\n  ${closest.lacks.join('\n  ')}`);
  }

  /**
   * That every guarantee of every StatefulSet of the chart is proved.
   *
   * @param options as of the command line
   * @throws the report, if a guarantee is refuted or the proof does not come to an end
   */
  public isProved(options: ProofOptions = {}): void {
    const { refutation, written } = theProver();
    const [told] = refutation([this.chart], written([this.chart]), options);
    if (told !== undefined) throw new Error(told);
  }

  private named(kind: string): string[] {
    return this.objects.filter(object => object.kind === kind).map(object => object.metadata?.name);
  }
}
