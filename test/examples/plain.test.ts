import { App, Chart, Size } from 'cdk8s';
import { difference } from './difference';
import { file } from './files';
import { APPS } from '../../examples/apps';
import { FirstTryChart } from '../../examples/postgresql/first-try';
import { PlainPostgresqlChart } from '../../examples/postgresql/plain';
import { proofOf, refutedRules } from '../../examples/proof';
import { WebChart, WebChartProps } from '../../examples/web/main';
import { PlainWebChart } from '../../examples/web/plain';

/** Goal: what examples/postgresql/README.md says of cdk8s-plus alone is so. */
function synthesized(chart: new (scope: App, id: string) => Chart, id = 'postgresql'): string {
  const app = new App();
  new chart(app, id);
  return app.synthYaml() as string;
}

const ours = APPS.find(({ name }) => name === 'postgresql')!.app.synthYaml() as string;

/** What is said in the README to remain: the address label, and three fields that say what the API server would fill in anyway. */
const REMAINING = [
  /cdk8s\.io\/metadata\.addr$/,
  /podAntiAffinity\..*\.matchLabels\.app\.kubernetes\.io\/(instance|name)$/,
  /securityContext\.(privileged|readOnlyRootFilesystem|runAsNonRoot)$/,
];

test('what is written with cdk8s-plus alone is the same, but for what the README says', () => {
  const lines = difference(synthesized(PlainPostgresqlChart), ours);
  expect(lines.filter(line => !REMAINING.some(each => each.test(line)))).toEqual([]);
  expect(REMAINING.filter(each => !lines.some(line => each.test(line)))).toEqual([]);
});

test('it takes as many lines as the README says', () => {
  const lines = (path: string) => file(path).text.split('\n').length - 1;
  const [, plain, own] = /(\d+) lines beside our (\d+)/.exec(file('postgresql/README.md').text)!;
  expect([lines('postgresql/plain.ts'), lines('postgresql/main.ts')]).toEqual([Number(plain), Number(own)]);
});

test('moved to another chart, the pods of cdk8s-plus are others, and ours are not', () => {
  expect(difference(synthesized(PlainPostgresqlChart), synthesized(PlainPostgresqlChart, 'elsewhere'))).toContain('~ StatefulSet orders spec.template.metadata.labels.cdk8s.io/metadata.addr');
});

test('of what one writes first, the prover tells what the README says it does', () => {
  const { sets } = proofOf([{ path: 'first-try.yaml', text: synthesized(FirstTryChart) }]);
  expect(refutedRules(sets, 'error')).toEqual(['hygiene/shared-claim']);
  expect(refutedRules(sets, 'warning').sort()).toEqual(['hygiene/anti-affinity', 'hygiene/disruption-budget']);
});

test('what one writes first has what the README says is wrong with it', () => {
  const yaml = synthesized(FirstTryChart);
  // Three servers that know nothing of each other.
  expect(yaml).not.toMatch(/primary_conninfo|pg_basebackup/);
  // No file can be written beside the claim, no user is given though root is forbidden, and 30 seconds are all there is to start.
  expect(yaml).toMatch(/readOnlyRootFilesystem: true/);
  expect(yaml).toMatch(/runAsNonRoot: true/);
  expect(yaml).not.toMatch(/runAsUser/);
  expect(yaml).toMatch(/startupProbe:\n +failureThreshold: 3\n +tcpSocket:/);
  expect(yaml).not.toMatch(/readinessProbe|publishNotReadyAddresses: true/);
  expect(yaml).toMatch(/kind: StatefulSet\nmetadata:\n {2}name: postgresql-orders-[0-9a-f]{8}/);
});

test('nginx: what is written with cdk8s-plus alone is the same, but for what the README says', () => {
  const props = { service: 'nginx', claim: 'www', storage: Size.gibibytes(1), storageClassName: 'standard' };
  const web = (chart: new (scope: App, id: string, props: WebChartProps) => Chart) => {
    const app = new App();
    new chart(app, 'web', props);
    return app.synthYaml() as string;
  };
  const lines = difference(web(PlainWebChart), web(WebChart));
  expect(lines.filter(line => !/cdk8s\.io\/metadata\.addr$|podAffinityTerm\.labelSelector\.matchLabels\.app$|containers\[0\]\.securityContext/.test(line))).toEqual([]);
  expect(lines.filter(line => /cdk8s\.io\/metadata\.addr$/.test(line))).toHaveLength(3);
});
