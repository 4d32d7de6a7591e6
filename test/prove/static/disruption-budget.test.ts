import { BUDGET, SERVICE, SET, SOUND, autoscaler, changed, findings, workload } from './sound';

const rule = 'hygiene/disruption-budget';
const withLimit = (limit: string, replicas = 3) => changed(['maxUnavailable: 1', limit], ['replicas: 3', `replicas: ${replicas}`]);

describe(rule, () => {
  it('objects to several replicas without one', () => {
    const message = 'no PodDisruptionBudget among the files given selects the pods of StatefulSet db';
    expect(findings(SET + SERVICE)).toEqual([`${rule} warning 3:12 ${message}`]);
    expect(findings(SET + SERVICE + BUDGET.replace('namespace: shop', 'namespace: other'))).toEqual([`${rule} warning 3:12 ${message}`]);
    expect(findings(SET.replace('replicas: 3', 'replicas: 1') + SERVICE)).toEqual([]);
  });

  it('objects to a budget that selects no pods', () => {
    const idle = BUDGET.replace('app: db', 'app: web');
    const message = (name: string) => `${rule} warning 45:3 PodDisruptionBudget ${name} selects neither the pods of StatefulSet db nor those of any other workload given`;
    expect(findings(SET + SERVICE + idle)).toEqual([message('db')]);
    expect(findings(SET + SERVICE + idle.replace('name: db,', 'name: pdb,'))).toEqual([message('pdb')]);
  });

  it('does not take the budget of others for one that selects no pods', () => {
    const [missing] = findings(SET + SERVICE);
    const others = BUDGET.replaceAll('db', 'web');
    const cache = `---\n${SET.replaceAll('db', 'cache')}`;
    expect(findings(SET + SERVICE + others + workload('apps/v1', 'Deployment', 'web', '{app: web}'))).toEqual([missing]);
    expect(findings(SET + SERVICE + others + cache)).toEqual([missing]);
    expect(findings(SET + SERVICE + others.replace('name: web', 'name: db-web') + cache)[0]).toContain('PodDisruptionBudget db-web selects neither');
  });

  it('does not ask for a budget where the files are only a part', () => {
    expect(findings(SET).map((finding) => finding.split(' ')[0])).toEqual(['network/governing-service']);
  });

  it('objects to two of one pod', () => {
    expect(findings(SOUND + BUDGET.replace('name: db,', 'name: all,').replace('{matchLabels: {app: db}}', '{}')))
      .toEqual([`${rule} error 52:3 the pods of StatefulSet db have more than one PodDisruptionBudget: db and all`]);
  });

  it.each([
    ['maxUnavailable: 0', 3], ['maxUnavailable: 0%', 3], ['minAvailable: 3', 3], ['minAvailable: 4', 3], ['minAvailable: 100%', 3], ['minAvailable: 67%', 3], ['minAvailable: 1', 1],
  ])('objects to %s of %d', (limit, replicas) => {
    const [name, value] = limit.split(': ');
    expect(findings(withLimit(limit, replicas))).toEqual([`${rule} warning 44:3 PodDisruptionBudget db never lets a pod of StatefulSet db go: ${name} is ${value}`]);
  });

  it.each([['maxUnavailable: 1%', 3], ['minAvailable: 2', 3], ['minAvailable: 66%', 3], ['maxUnavailable: 1', 1], ['minAvailable: 3', 0]])('takes %s of %d', (limit, replicas) => {
    expect(findings(withLimit(limit, replicas))).toEqual([]);
  });

  it('counts the pods of others that it guards, and those an autoscaler may add', () => {
    const shared = changed(['{matchLabels: {app: db}}\n', '{matchLabels: {app: db}}\n'], ['maxUnavailable: 1\n  selector: {matchLabels: {app: db}}', 'minAvailable: 3\n  selector: {matchLabels: {tier: data}}']);
    expect(findings(shared)).toHaveLength(1);
    expect(findings(shared + workload('apps/v1', 'Deployment', 'web', '{tier: data}'))).toEqual([]);
    expect(findings(shared + workload('apps/v1', 'DaemonSet', 'web', '{tier: data}'))).toEqual([]);
    expect(findings(shared.replace('  replicas: 3\n', '') + autoscaler())).toEqual([]);
    expect(findings(shared.replace('minAvailable: 3', 'minAvailable: 50%') + workload('apps/v1', 'DaemonSet', 'web', '{tier: data}'))).toEqual([]);
  });
});
