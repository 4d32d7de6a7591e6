import { ApiObject } from 'cdk8s';
import * as kplus from '../kplus';
import { StatefulWorkload } from '../stateful-workload';

/**
 * The files that an engine brings along, as a volume.
 *
 * They are in a ConfigMap rather than in the pod template, because a change of the template restarts every server.
 */
export function configuration(workload: StatefulWorkload, files: { [name: string]: string }): kplus.Volume {
  const name = `${workload.name}-configuration`;
  const configMap = new kplus.ConfigMap(workload, 'Configuration', {
    metadata: { name, namespace: workload.metadata.namespace, labels: workload.matchLabels },
    data: files,
  });
  ApiObject.of(workload).addDependency(configMap);
  return kplus.Volume.fromConfigMap(workload, 'ConfigurationVolume', configMap, { name: 'configuration' });
}
