import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import * as kplus from './kplus';
import { plainObject } from './plain-object';

/** Labels that a Service selects by. */
interface Labels { readonly [key: string]: string }

/** The Service behind the pods' DNS names. Its ports are read late, because containers may still be added. */
export function headlessService(workload: kplus.Workload, id: string, metadata: ApiObjectMetadata, publishNotReadyAddresses: boolean): ApiObject {
  return plainObject(workload, id, 'v1', 'Service', metadata, () => kplus.k8s.KubeService.manifest({
    spec: { clusterIp: 'None', publishNotReadyAddresses, selector: workload.matchLabels, ports: portsOf(workload.containers) },
  }).spec);
}

/** A Service for clients: one address, behind it only pods that are ready. */
export function clientService(scope: Construct, id: string, metadata: ApiObjectMetadata, selector: Labels, ports: kplus.k8s.ServicePort[]): ApiObject {
  return plainObject(scope, id, 'v1', 'Service', metadata, () => kplus.k8s.KubeService.manifest({ spec: { type: 'ClusterIP', selector, ports } }).spec);
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
