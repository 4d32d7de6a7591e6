import { SOUND, autoscaler, changed, findings } from './sound';

const rule = 'hygiene/replicas-under-autoscaler';
const UNSIZED: [string, string] = ['  replicas: 3\n', ''];

describe(rule, () => {
  it('objects to a number that the autoscaler also sets', () => {
    expect(findings(SOUND + autoscaler())).toEqual([`${rule} warning 5:3 StatefulSet db has replicas: 3, and HorizontalPodAutoscaler db sets them too`]);
  });

  it('objects to members that are taken away, where the others count on them', () => {
    const etcd = changed(UNSIZED, ['registry.example:5000/db:17.2', 'registry.k8s.io/etcd:3.6.4-0']) + autoscaler();
    expect(findings(etcd))
      .toEqual([`${rule} warning 49:92 HorizontalPodAutoscaler db takes members of etcd away from StatefulSet db, and nothing takes them out of the cluster first`]);
    expect(findings(etcd.replace('        env:\n', '        lifecycle: {preStop: {exec: {command: [leave.sh]}}}\n        env:\n'))).toEqual([]);
    expect(findings(changed(UNSIZED, ['registry.example:5000/db:17.2', 'postgres:17']) + autoscaler())).toEqual([]);
  });

  it('takes no number, and an autoscaler of something else', () => {
    expect(findings(changed(UNSIZED) + autoscaler())).toEqual([]);
    expect(findings(changed(['replicas: 3', 'replicas: null']) + autoscaler())).toEqual([]);
    expect(findings(SOUND + autoscaler('example.com/v1'))).toEqual([]);
    expect(findings(SOUND + autoscaler().replace('namespace: shop', 'namespace: other'))).toEqual([]);
  });
});
