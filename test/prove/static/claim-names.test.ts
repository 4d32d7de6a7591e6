import { changed, findings } from './sound';

const rule = 'hygiene/claim-names';
const CLAIM = '  - metadata: {name: data}\n    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';

describe(rule, () => {
  it('objects to two templates of one name', () => {
    expect(findings(changed([CLAIM, CLAIM + CLAIM]))).toEqual([`${rule} error 31:16 StatefulSet db has two claim templates named data`]);
  });

  it('takes two templates of two names', () => {
    expect(findings(changed([CLAIM, CLAIM + CLAIM.replace('name: data', 'name: log')], ['{name: data, mountPath: /data}', '{name: data, mountPath: /data}\n        - {name: log, mountPath: /log}']))).toEqual([]);
  });
});
