import { Construct } from 'constructs';
import * as kplus from './kplus';
import type { StatefulWorkload } from './stateful-workload';
import { taskLabels } from './task';

/** Who may open which ports of the servers. */
export interface DatabaseAccess {
  readonly clients: kplus.INetworkPolicyPeer[];
  readonly clientPorts: number[];
  /** The tasks that connect to the servers as clients do. */
  readonly roles: string[];
  readonly metricsPort?: number;
}

/** The servers reach each other at every port, clients and tasks reach the clients' ports, and nobody else reaches anything. */
export function databaseNetworkPolicy(scope: Construct, workload: StatefulWorkload, access: DatabaseAccess): kplus.NetworkPolicy {
  const pods = (id: string, labels: { [key: string]: string }) => kplus.Pods.select(scope, id, { labels });
  const servers = pods('Servers', workload.matchLabels);
  const policy = new kplus.NetworkPolicy(scope, 'NetworkPolicy', {
    metadata: { name: workload.name, namespace: workload.metadata.namespace, labels: workload.matchLabels },
    selector: servers,
    ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  });
  const clientPorts = access.clientPorts.map(port => kplus.NetworkPolicyPort.tcp(port));
  policy.addIngressRule(servers);
  for (const client of access.clients) policy.addIngressRule(client, clientPorts);
  for (const role of access.roles) policy.addIngressRule(pods(`Task-${role}`, taskLabels(workload, role)), clientPorts);
  if (access.metricsPort !== undefined) {
    // Whoever collects metrics runs in a namespace that is not known here, and metrics tell nothing of the data.
    policy.addIngressRule(kplus.Pods.all(scope, 'Collectors', { namespaces: kplus.Namespaces.all(scope, 'Namespaces') }), [kplus.NetworkPolicyPort.tcp(access.metricsPort)]);
  }
  return policy;
}
