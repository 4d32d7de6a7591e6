import { SET, SOUND, changed, findings } from './sound';

const rule = 'hygiene/claim-names';
const CLAIM = '  - metadata: {name: data}\n    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
/** Another set in the namespace, with one claim template. */
const other = (name: string, claim: string) => `---\n${SET.replace('name: db,', `name: ${name},`).replace('{app: db}}\n', `{app: ${name}}}\n`)
  .replace('{labels: {app: db', `{labels: {app: ${name}`).replaceAll('name: data', `name: ${claim}`)}`;

describe(rule, () => {
  it('objects to two templates of one name', () => {
    expect(findings(changed([CLAIM, CLAIM + CLAIM]))).toEqual([`${rule} error 31:16 StatefulSet db has two claim templates named data`]);
  });

  it('objects to a claim that another set has too', () => {
    const text = changed(['metadata: {name: data}', 'metadata: {name: data-x}'], ['{name: data, mountPath', '{name: data-x, mountPath']);
    expect(findings(text + other('x-db', 'data'))).toEqual([`${rule} error 29:16 StatefulSet db and StatefulSet x-db have the same claims, such as data-x-db-0`]);
  });

  it('takes two templates, and a template that another set has', () => {
    expect(findings(changed([CLAIM, CLAIM + CLAIM.replace('name: data', 'name: log')], ['{name: data, mountPath: /data}', '{name: data, mountPath: /data}\n        - {name: log, mountPath: /log}']))).toEqual([]);
    expect(findings(SOUND + other('web', 'data'))).toEqual([]);
  });
});
