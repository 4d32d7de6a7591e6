import * as kplus from './kplus';

/**
 * Nothing goes in and nothing comes out, except what `connections` allows. As `connections.isolate()` of cdk8s-plus, but with a name that stays
 * when the construct moves.
 */
export function isolated(workload: kplus.Workload): void {
  const deny = { default: kplus.NetworkPolicyTrafficDefault.DENY };
  new kplus.NetworkPolicy(workload, 'Isolation', { metadata: metadata(workload, 'isolation'), selector: workload, ingress: deny, egress: deny });
}

/** Only the replicas themselves and the clients may connect. Without the first, members of a cluster would not find each other. */
export function closedTo(workload: kplus.Workload, clients: readonly kplus.INetworkPolicyPeer[]): void {
  const rules = [workload, ...clients].map(peer => ({ peer }));
  new kplus.NetworkPolicy(workload, 'Clients', { metadata: metadata(workload, 'clients'), selector: workload, ingress: { rules } });
}

function metadata(workload: kplus.Workload, suffix: string): { name: string; namespace?: string; labels: { [key: string]: string } } {
  return { name: `${workload.name}-${suffix}`, namespace: workload.metadata.namespace, labels: workload.matchLabels };
}
