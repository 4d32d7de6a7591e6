import { SOUND, autoscaler, changed, findings } from './sound';

const rule = 'hygiene/anti-affinity';
const AFFINITY = /      affinity:\n(?: {8,}.*\n)+?(?= {6}containers)/;
const TERM = '{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: db}}}';
const without = (instead = '') => SOUND.replace(AFFINITY, instead);
const spread = (app: string) => `      topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: ${app}}}}]\n`;
const own = (what: string) => `the ${what} of StatefulSet db selects none of its own pods`;

describe(rule, () => {
  it('objects to replicas that may share a node', () => {
    expect(findings(without())).toEqual([`${rule} warning 10:5 StatefulSet db has neither pod anti-affinity nor topology spread`]);
    expect(findings(without().replace('replicas: 3', 'replicas: 1'))).toEqual([]);
    expect(findings(without().replace('  replicas: 3\n', '') + autoscaler())).toEqual([`${rule} warning 9:5 StatefulSet db has neither pod anti-affinity nor topology spread`]);
  });

  it.each([
    ['another label', TERM.replace('app: db', 'app: web')],
    ['no selector', '{topologyKey: kubernetes.io/hostname}'],
    ['another namespace', TERM.replace('{topologyKey', '{namespaces: [other], topologyKey')],
  ])('objects to an anti-affinity with %s', (_, term) => {
    expect(findings(changed([TERM, term]))).toEqual([`${rule} warning 13:9 ${own('pod anti-affinity')}`]);
  });

  it('objects to a spread of others', () => {
    expect(findings(without(spread('web')))).toEqual([`${rule} warning 12:7 ${own('topology spread')}`]);
  });

  it.each([
    ['a spread', spread('db')],
    ['a preference', `      affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: ${TERM}}]}}\n`],
    ['an expression', '      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, '
      + 'labelSelector: {matchExpressions: [{key: app, operator: In, values: [db, web]}]}}]}}\n'],
    ['a spread beside an anti-affinity to others', `      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [${TERM.replace('app: db', 'app: web')}]}}\n${spread('db')}`],
  ])('takes %s', (_, instead) => {
    expect(findings(without(instead))).toEqual([]);
  });

  it('takes a port of the node, which only one pod can have', () => {
    expect(findings(without().replace('        env:\n', '        ports: [{containerPort: 5432, hostPort: 5432}]\n        env:\n'))).toEqual([]);
    const shared = findings(without('      hostNetwork: true\n').replace('        env:\n', '        ports: [{containerPort: 5432}]\n        env:\n'));
    expect(shared.filter((line) => line.startsWith(rule))).toEqual([]);
  });
});
