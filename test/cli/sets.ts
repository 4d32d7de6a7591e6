/** Manifests of many sets that have only a few shapes: names, images, labels and sizes are each their own, and so are budgets, which few scenarios ask. */
export function manyManifests(count: number): string[] {
  return Array.from({ length: count }, (_, i) => manifest(`app${i}`, i));
}

function manifest(name: string, i: number): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: team}
spec: {clusterIP: None, selector: {app: ${name}}, ports: [{port: ${1000 + i}, name: tcp}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}, namespace: team}
spec:
  serviceName: ${name}
  replicas: ${1 + i % 2}
  podManagementPolicy: ${i % 3 === 0 ? 'Parallel' : 'OrderedReady'}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: main
        image: registry.example/${name}:1.${i}
        readinessProbe: {tcpSocket: {port: ${1000 + i}}}
        resources: {requests: {cpu: ${100 + i}m, memory: 64Mi}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: ${name}, namespace: team}
spec: {maxUnavailable: ${1 + i % 5}, selector: {matchLabels: {app: ${name}}}}
`;
}
