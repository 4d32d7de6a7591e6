import { spawnSync } from 'child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { temporaryFolder } from '../cli/fake';

// The real cdk8s-cli loads the plugin as it would for a user: by the path of a folder, from cdk8s.yaml.

const ROOT = join(__dirname, '..', '..');
const folder = temporaryFolder();

function synth(readiness: string) {
  const at = (...path: string[]) => join(folder(), ...path);
  mkdirSync(at('plugin'));
  // A user loads compiled code; here it is compiled on the way.
  writeFileSync(at('plugin', 'index.js'), `
require('${ROOT}/node_modules/ts-node').register({ transpileOnly: true, project: '${ROOT}/test/tsconfig.json' });
module.exports = require('${ROOT}/src/plugin');
`);
  writeFileSync(at('main.js'), `
const { ApiObject, App, Chart } = require('${ROOT}/node_modules/cdk8s');
const app = new App();
const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });
new ApiObject(chart, 'peers', {
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'db-peers' },
  spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ port: 5432 }], publishNotReadyAddresses: true },
});
new ApiObject(chart, 'db', {
  apiVersion: 'apps/v1', kind: 'StatefulSet',
  metadata: { name: 'db', annotations: { 'cdk8s-stateful/readiness': '${readiness}' } },
  spec: {
    serviceName: 'db-peers', replicas: 3, selector: { matchLabels: { app: 'db' } },
    template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: 'db:1' }] } },
  },
});
app.synth();
`);
  writeFileSync(at('cdk8s.yaml'), `
language: typescript
app: node main.js
validations:
  - package: ./plugin
    version: 0.0.0
    class: StatefulValidation
    properties: { scenarios: [bootstrap] }
`);
  const ran = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth', '--validation-reports-output-file', 'validation.json'], {
    cwd: folder(), encoding: 'utf8',
  });
  return { ...ran, reports: JSON.parse(readFileSync(at('validation.json'), 'utf8')).reports };
}

test('cdk8s synth fails with the counterexample where a guarantee is refuted', () => {
  const { status, stdout, reports } = synth('majority');
  expect(status).toBe(2);
  expect(stdout).toContain('error[boot/completes]');
  expect(stdout).toContain('(construct shop/db)');
  expect(reports[0].violations[0]).toMatchObject({ ruleName: 'boot/completes', violatingConstructs: [{ resourceName: 'db', constructPath: 'shop/db' }] });
});

test('cdk8s synth succeeds where all is proved', () => {
  const { status, stdout, reports } = synth('self');
  expect(stdout).not.toContain('error[');
  expect(reports[0]).toMatchObject({ violations: [], summary: { status: 'success' } });
  expect(status).toBe(0);
});
