import { changed, findings } from './sound';

const rule = 'hygiene/data-volume';
const CLAIMS = '  volumeClaimTemplates:\n  - metadata: {name: data}\n    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const VOLUMES = '      volumes:\n';
/** A set of the image whose data volume is a plain volume of the pod. */
const keeping = (image: string, volume: string, pod = '') => changed(
  ['registry.example:5000/db:17.2', image], [CLAIMS, ''], [VOLUMES, `${pod}${VOLUMES}      - {name: data, ${volume}}\n`],
);
const EMPTY = 'emptyDir: {}';
const FOLDER = 'hostPath: {path: /srv/data}';

describe(rule, () => {
  it.each([
    ['postgres:17', 'postgresql'], ['docker.io/bitnami/postgresql:17.2', 'postgresql'], ['registry.example:5000/mysql@sha256:0123', 'mysql'], ['etcd:3.6', 'etcd'],
  ])('objects to %s without a volume that lasts', (image, engine) => {
    expect(findings(keeping(JSON.stringify(image), EMPTY))).toEqual([`${rule} warning 17:9 ${engine} in StatefulSet db has no volume that outlives its pod`]);
    expect(findings(keeping(JSON.stringify(image), 'ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}'))).toHaveLength(1);
  });

  it('objects to a folder of whichever node', () => {
    expect(findings(keeping('postgres:17', FOLDER)))
      .toEqual([`${rule} warning 27:22 postgresql in StatefulSet db has its data in a folder of the node on which it happens to run`]);
  });

  it('objects to one replica too, but for one member of what is made of several', () => {
    const one = (image: string) => findings(keeping(image, EMPTY).replace('replicas: 3', 'replicas: 1'));
    expect(one('postgres:17')).toHaveLength(1);
    expect(one('etcd:v3.6.4')).toEqual([]);
  });

  it('takes a folder of a node that is named', () => {
    expect(findings(keeping('postgres:17', FOLDER, '      nodeSelector: {kubernetes.io/hostname: node-1}\n'))).toEqual([]);
  });

  it.each(['persistentVolumeClaim: {claimName: x}', 'nfs: {server: nfs, path: /db}', 'csi: {driver: x}'])('takes %s', (volume) => {
    expect(findings(keeping('postgres:17', volume).replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  });

  // What these have to keep, only their author knows.
  it.each(['redis:8', 'postgres-exporter:1.0', 'postgres-operator:1.0', 'db:17', 'constructor:1'])('takes %s', (image) => {
    expect(findings(keeping(JSON.stringify(image), EMPTY))).toEqual([]);
  });

  it('takes a database with a claim, whatever else it mounts', () => {
    expect(findings(changed(['registry.example:5000/db:17.2', 'postgres:17'], [VOLUMES, `${VOLUMES}      - {name: cache, ${EMPTY}}\n`]))).toEqual([]);
  });
});
