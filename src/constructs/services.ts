import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { ClientService } from './client-service';
import * as kplus from './kplus';
import { plainObject } from './plain-object';
import type { StatefulWorkload } from './stateful-workload';

/** The Service behind the pods' DNS names. Its ports are read late, because containers may still be added. */
export function headlessService(workload: kplus.Workload, id: string, metadata: ApiObjectMetadata, publishNotReadyAddresses: boolean): ApiObject {
  return plainObject(workload, id, 'v1', 'Service', metadata, () => kplus.k8s.KubeService.manifest({
    spec: { clusterIp: 'None', publishNotReadyAddresses, selector: workload.matchLabels, ports: portsOf(workload.containers) },
  }).spec);
}

/** A Service for clients: one address, behind it only pods that are ready. */
export function clientService(scope: Construct, workload: StatefulWorkload, service: ClientService): ApiObject {
  // The controller gives every pod its own name as a label: https://kubernetes.io/docs/reference/labels-annotations-taints/
  const only: { [key: string]: string } = service.onlyOrdinal0 ? { 'statefulset.kubernetes.io/pod-name': `${workload.name}-0` } : {};
  return plainObject(scope, `Service-${service.name}`, 'v1', 'Service', metadataOf(workload, service.name), () => kplus.k8s.KubeService.manifest({
    spec: {
      type: 'ClusterIP',
      selector: { ...workload.matchLabels, ...only },
      ports: [{ name: service.portName ?? service.name, port: service.port }],
    },
  }).spec);
}

/** A Service that names every server to whoever collects metrics, one that is not ready above all. */
export function metricsService(scope: Construct, workload: StatefulWorkload, port: number): ApiObject {
  return plainObject(scope, 'Metrics', 'v1', 'Service', metadataOf(workload, 'metrics'), () => kplus.k8s.KubeService.manifest({
    spec: { clusterIp: 'None', publishNotReadyAddresses: true, selector: workload.matchLabels, ports: [{ name: 'metrics', port }] },
  }).spec);
}

function metadataOf(workload: StatefulWorkload, suffix: string): ApiObjectMetadata {
  return { name: `${workload.name}-${suffix}`, namespace: workload.metadata.namespace, labels: workload.matchLabels };
}

function portsOf(containers: kplus.Container[]): kplus.k8s.ServicePort[] | undefined {
  const ports = containers.flatMap(container => container.ports);
  if (ports.length === 0) return undefined;
  return ports.map(port => ({
    // A Service with several ports has to name each of them.
    name: port.name ?? (ports.length > 1 ? `port-${port.number}` : undefined),
    port: port.number,
    protocol: port.protocol,
  }));
}
