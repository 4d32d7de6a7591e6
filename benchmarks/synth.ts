import { App, Chart } from 'cdk8s';
import { PostgresqlChart } from '../examples/postgresql/main';
import { PlainPostgresqlChart } from '../examples/postgresql/plain';

/**
 * Measures what it costs to synthesize a StatefulDatabase, in processor time of this process, beside the same objects written with cdk8s-plus
 * alone (test/examples/plain.test.ts compares the two). Both are built from nothing and printed as YAML in each round; rounds alternate, and
 * the median of their quotients is what counts, so that the machine's moods fall on both alike.
 */

const WARM_UP = 20;
const ROUNDS = 100;
/** The clock of a process is too coarse for one. */
const CHARTS = 5;

type ChartClass = new (scope: App, id: string) => Chart;

function milliseconds(chart: ChartClass): number {
  const before = process.cpuUsage();
  for (let i = 0; i < CHARTS; i++) {
    const app = new App();
    new chart(app, 'chart');
    app.synthYaml();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / CHARTS;
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

const rounds = Array.from({ length: WARM_UP + ROUNDS }, () => (
  { ours: milliseconds(PostgresqlChart), plain: milliseconds(PlainPostgresqlChart) }
)).slice(WARM_UP);
const ours = median(rounds.map(round => round.ours));
const plain = median(rounds.map(round => round.plain));
console.log(`StatefulDatabase ${ours.toFixed(2)} ms, cdk8s-plus ${plain.toFixed(2)} ms, quotient ${median(rounds.map(round => round.ours / round.plain)).toFixed(2)} (wanted: at most 1.3)`);
