import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** What one writes first with cdk8s-plus-28 alone. It synthesizes, and an API server takes it. */
export class FirstTryChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const claim = new kplus.PersistentVolumeClaim(this, 'data', {
      storage: Size.gibibytes(10),
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });
    const password = kplus.Secret.fromSecretName(this, 'secret', 'orders-passwords').envValue('password');
    new kplus.StatefulSet(this, 'orders', {
      replicas: 3,
      containers: [{
        image: 'postgres:17',
        portNumber: 5432,
        envVariables: { POSTGRES_PASSWORD: password },
        volumeMounts: [{ path: '/var/lib/postgresql/data', volume: kplus.Volume.fromPersistentVolumeClaim(this, 'volume', claim) }],
      }],
    });
  }
}
