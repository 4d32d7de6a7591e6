import { App, Chart, Size } from 'cdk8s';
import { Engine, Proof, StatefulDatabase, StatefulWorkload } from '../src';
import '../src/constructs/prover';

/**
 * Measures what a proof adds to a synthesis, in processor time of this process: for the first app of the process, which is what `cdk8s synth`
 * takes; for an app after others, as in a test run; and for the same app once more.
 * The prover is loaded beforehand, because loading TypeScript is not what is measured.
 */

const ROUNDS = 3;

const CHARTS: readonly (readonly [string, (chart: Chart) => void])[] = [
  ['a web server, 3 replicas, one claim', (chart) => {
    const web = new StatefulWorkload(chart, 'web', { replicas: 3 });
    web.addContainer({ image: 'nginx:1.27', portNumber: 80 }).mount('/data', web.addClaim('data', { storage: Size.gibibytes(1) }));
  }],
  ['PostgreSQL, 3 replicas', (chart) => {
    new StatefulDatabase(chart, 'db', {
      engine: Engine.postgresql({ version: '17' }), replicas: 3, storage: Size.gibibytes(10), credentialsSecretName: 'db-credentials',
    });
  }],
];

function seconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function measured(add: (chart: Chart) => void, prove: boolean): readonly [first: number, again: number] {
  const app = new App();
  add(new Chart(app, 'chart'));
  if (prove) Proof.inSynth(app);
  return [seconds(() => app.synthYaml()), seconds(() => app.synthYaml())];
}

const wanted = process.argv[2];
for (const [name, add] of CHARTS.filter(([each]) => wanted === undefined || each.startsWith(wanted))) {
  const best = (prove: boolean) => {
    const rounds = Array.from({ length: ROUNDS }, () => measured(add, prove));
    return [Math.min(...rounds.map(([first]) => first)), Math.min(...rounds.map(([, again]) => again))];
  };
  const [first] = measured(add, true);
  const [without, withoutAgain] = best(false);
  const [proved, provedAgain] = best(true);
  console.log(`${name}: ${without.toFixed(3)} s to synthesize, ${first.toFixed(2)} s with the first proof, ${proved.toFixed(2)} s with a later one; once more ${withoutAgain.toFixed(3)} s and ${provedAgain.toFixed(3)} s`);
}
