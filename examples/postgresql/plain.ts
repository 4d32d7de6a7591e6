import { ApiObject, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
// Not part of cdk8s-plus: without this library, 80 lines of shell that you write and try yourself.
import { ALIVE, hostBasedAuthentication, IDENTITIES, PREPARE_SCRIPT } from '../../src/constructs/engines/postgresql-scripts';

const LABELS = { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'orders' };
const DATA = '/var/lib/postgresql/data';
const CONFIGURATION = '/etc/postgresql-configuration';
const PASSFILE = '/run/replication/passfile';
const CONNECTION = `host=orders-0.orders-headless port=5432 user=replicator passfile=${PASSFILE}`;

/** What main.ts makes, written with cdk8s-plus-28 alone. */
export class PlainPostgresqlChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // Its own headless Service hides pods that are not ready, so that no standby would find the primary.
    const headless = new kplus.Service(this, 'headless', {
      metadata: { name: 'orders-headless', labels: LABELS },
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: kplus.Pods.select(this, 'servers', { labels: LABELS }),
      ports: [{ name: 'postgresql', port: 5432 }],
    });
    const configuration = new kplus.ConfigMap(this, 'configuration', {
      metadata: { name: 'orders-configuration', labels: LABELS },
      data: { 'prepare.sh': PREPARE_SCRIPT, 'pg_hba.conf': hostBasedAuthentication(false), 'pg_ident.conf': IDENTITIES },
    });

    const set = new kplus.StatefulSet(this, 'orders', {
      // Without a name it is a hash of the path: moved to another chart, the database would begin anew with empty claims.
      metadata: { name: 'orders', labels: LABELS, annotations: { 'cdk8s-stateful/readiness': 'ordinal-0' } },
      podMetadata: { labels: LABELS },
      service: headless,
      // The same holds for its selector, which cannot be changed any more.
      select: false,
      replicas: 3,
      podManagementPolicy: kplus.PodManagementPolicy.ORDERED_READY,
      securityContext: { user: 999, group: 999, fsGroup: 999, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      terminationGracePeriod: Duration.minutes(5),
    });
    set.select(kplus.LabelSelector.of({ labels: LABELS }));
    set.scheduling.spread({ topology: kplus.Topology.HOSTNAME });

    const secret = kplus.Secret.fromSecretName(this, 'secret', 'orders-passwords');
    const environment = {
      POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
      PGDATA: kplus.EnvValue.fromValue(`${DATA}/pgdata`),
    };
    const common: Pick<kplus.ContainerProps, 'image' | 'imagePullPolicy' | 'resources' | 'securityContext'> = {
      image: 'postgres:17',
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      resources: { cpu: { request: kplus.Cpu.millis(500) }, memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } },
      securityContext: {
        // Its default is true, and the server cannot write its socket.
        readOnlyRootFilesystem: false,
        allowPrivilegeEscalation: false,
        capabilities: { drop: [kplus.Capability.ALL] },
        seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
      },
    };
    const timing = { periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(5) };
    const containers = [
      set.addInitContainer({
        ...common,
        name: 'prepare',
        command: ['sh', `${CONFIGURATION}/prepare.sh`],
        envVariables: {
          ...environment,
          VOLUME: kplus.EnvValue.fromValue(DATA),
          PRIMARY: kplus.EnvValue.fromValue('orders-0'),
          PRIMARY_HOST: kplus.EnvValue.fromValue('orders-0.orders-headless'),
          PRIMARY_CONNECTION: kplus.EnvValue.fromValue(CONNECTION),
          SERVICE: kplus.EnvValue.fromValue('orders-headless'),
          PASSFILE: kplus.EnvValue.fromValue(PASSFILE),
          POSTGRES_PASSWORD: secret.envValue('password'),
          REPLICATION_PASSWORD: secret.envValue('replication-password'),
        },
      }),
      set.addContainer({
        ...common,
        name: 'postgresql',
        args: [
          'postgres',
          '-c', 'listen_addresses=*',
          '-c', `hba_file=${CONFIGURATION}/pg_hba.conf`,
          '-c', `ident_file=${CONFIGURATION}/pg_ident.conf`,
          '-c', `primary_conninfo=${CONNECTION} application_name=$(POD_NAME)`,
          '-c', 'wal_keep_size=1024MB',
        ],
        envVariables: environment,
        ports: [{ number: 5432, name: 'postgresql' }],
        // Its default gives up after 30 seconds, in the midst of a recovery.
        startup: kplus.Probe.fromCommand(['sh', '-c', ALIVE], { ...timing, failureThreshold: 360 }),
        liveness: kplus.Probe.fromCommand(['sh', '-c', ALIVE], { ...timing, failureThreshold: 6 }),
        readiness: kplus.Probe.fromCommand(['pg_isready', '-q', '-U', 'postgres', '-h', '127.0.0.1'], { ...timing, periodSeconds: Duration.seconds(5) }),
      }),
    ];

    const data = kplus.Volume.fromEmptyDir(this, 'data', 'data');
    const files = kplus.Volume.fromConfigMap(this, 'files', configuration, { name: 'configuration' });
    const passwords = kplus.Volume.fromEmptyDir(this, 'passwords', 'replication', { medium: kplus.EmptyDirMedium.MEMORY });
    for (const container of containers) {
      container.mount(DATA, data);
      container.mount(CONFIGURATION, files, { readOnly: true });
      container.mount('/run/replication', passwords);
    }

    const resource = ApiObject.of(set);
    resource.addDependency(configuration);
    resource.addJsonPatch(
      // There are no claim templates in it. What is mounted above stands for one, and has to go again: find out at which place it is.
      JsonPatch.remove('/spec/template/spec/volumes/0'),
      // As text, '10Gi' would be dropped without a word, and every pod would wait for storage for ever.
      JsonPatch.add('/spec/volumeClaimTemplates', [{
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: kplus.k8s.Quantity.fromString('10Gi') } } },
      }]),
      JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    );

    new kplus.k8s.KubePodDisruptionBudget(this, 'budget', {
      metadata: { name: 'orders-disruption-budget', labels: LABELS },
      spec: { maxUnavailable: kplus.k8s.IntOrString.fromNumber(1), selector: { matchLabels: LABELS } },
    });
    this.addClientService('read-write', { ...LABELS, 'statefulset.kubernetes.io/pod-name': 'orders-0' });
    this.addClientService('read-only', LABELS);
  }

  private addClientService(name: string, labels: { [key: string]: string }): void {
    new kplus.Service(this, name, {
      metadata: { name: `orders-${name}`, labels: LABELS },
      selector: kplus.Pods.select(this, `${name}-pods`, { labels }),
      ports: [{ name: 'postgresql', port: 5432 }],
    });
  }
}
