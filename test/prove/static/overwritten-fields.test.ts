import { changed, findings } from './sound';

const rule = 'hygiene/overwritten-fields';
const message = (place: string, what: string) => `${rule} warning ${place} the ${what} in the pod template of StatefulSet db has no effect`;
const GRACE = '      terminationGracePeriodSeconds: 60\n';

describe(rule, () => {
  it.each(['hostname', 'subdomain'])('objects to a %s', (field) => {
    expect(findings(changed([GRACE, `${GRACE}      ${field}: me\n`]))).toEqual([message('12:7', field)]);
  });

  it('objects to a label that each pod gets a value of its own for', () => {
    expect(findings(changed(['{app: db, tier: data}', '{app: db, tier: data, statefulset.kubernetes.io/pod-name: db-0}'])))
      .toEqual([message('9:46', 'label statefulset.kubernetes.io/pod-name')]);
  });

  it('objects to a volume in whose place a claim is put', () => {
    expect(findings(changed(['      volumes:\n', '      volumes:\n      - {name: data, emptyDir: {}}\n']))).toEqual([message('27:9', 'volume data')]);
  });

  it('takes a volume that names the claim of the template once more', () => {
    expect(findings(changed(['      volumes:\n', '      volumes:\n      - {name: data, persistentVolumeClaim: {claimName: data}}\n']))).toEqual([]);
  });

  it('takes empty ones, and labels and volumes of other names', () => {
    expect(findings(changed([GRACE, `${GRACE}      hostname: ""\n`], ['tier: data}', 'tier: data, apps.kubernetes.io/pod-role: x}']))).toEqual([]);
  });
});
