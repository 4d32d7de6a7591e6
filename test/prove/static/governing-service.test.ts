import { BUDGET, SERVICE, SET, SOUND, changed, findings, workload } from './sound';

const rule = 'network/governing-service';
const called = 'Service db-headless, which StatefulSet db names as serviceName,';
const withService = (from: string, to: string) => SET + SERVICE.replace(from, to) + BUDGET;

describe(rule, () => {
  it('objects to no serviceName', () => {
    const message = 'StatefulSet db has no serviceName: its pods have no DNS names of their own';
    expect(findings(changed(['  serviceName: db-headless\n', '']))).toEqual([`${rule} error 4:1 ${message}`]);
    expect(findings(changed(['serviceName: db-headless', 'serviceName: ""']))).toEqual([`${rule} error 6:3 ${message}`]);
  });

  it.each([
    ['a Service that is not headless', '  clusterIP: None\n', '', `error 35:1 ${called} is not headless: Kubernetes does not promise that the names of the pods resolve`],
    ['a Service with an address', 'clusterIP: None', 'clusterIP: 10.0.0.1', `error 36:3 ${called} is not headless: Kubernetes does not promise that the names of the pods resolve`],
    ['an alias', 'clusterIP: None', 'type: ExternalName\n  externalName: db.example', `error 36:3 ${called} has the type ExternalName: Kubernetes does not promise that the names of the pods resolve`],
    ['a selector of others', 'selector: {app: db}', 'selector: {app: web}', `error 37:3 ${called} does not select its pods`],
    ['a selector that asks for more', 'selector: {app: db}', 'selector: {app: db, role: primary}', `error 37:3 ${called} does not select its pods`],
    ['no selector', '  selector: {app: db}\n', '', `question 35:1 ${called} has no selector: it selects no pod`],
  ])('objects to %s', (_, from, to, expected) => {
    expect(findings(withService(from, to))).toEqual([`${rule} ${expected}`]);
  });

  it('names the Service that was meant', () => {
    expect(findings(changed(['serviceName: db-headless', 'serviceName: db'])))
      .toEqual([`${rule} error 6:3 StatefulSet db has serviceName db, but the headless Service that selects its pods is db-headless`]);
  });

  // A Service with an address is no evidence: the headless one is often in a file of its own.
  it.each([
    ['no Service', ''],
    ['the Service in another namespace', SERVICE.replace('namespace: shop', 'namespace: other')],
    ['a client Service only', SERVICE.replace('name: db-headless', 'name: db').replace('  clusterIP: None\n', '')],
    ['the headless Service of others only', SERVICE.replace('name: db-headless', 'name: web').replace('app: db', 'app: web')],
  ])('asks where the files given have %s', (_, services) => {
    expect(findings(SET + services + BUDGET)).toEqual([`${rule} question 6:3 Service db-headless, which StatefulSet db names as serviceName, is not among the files given`]);
  });

  it('objects to a Service that finds the pods of others too', () => {
    const shared = withService('selector: {app: db}', 'selector: {tier: data}') + workload('apps/v1', 'Deployment', 'web', '{tier: data}');
    expect(findings(shared)).toEqual([`${rule} warning 37:3 Service db-headless, which StatefulSet db names as serviceName, also selects the pods of Deployment web`]);
  });

  it('takes a Service that sets share on purpose, one that selects by other labels, and a workload elsewhere', () => {
    const other = SET.replace('name: db,', 'name: arbiter,').replace('app: db}}\n', 'app: arbiter}}\n').replace('{labels: {app: db', '{labels: {app: arbiter');
    expect(findings(withService('selector: {app: db}', 'selector: {tier: data}') + '---\n' + other)).toEqual([]);
    expect(findings(SOUND + workload('apps/v1', 'Deployment', 'web', '{app: db}').replace('namespace: shop', 'namespace: other'))).toEqual([]);
  });
});
