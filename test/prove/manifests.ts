import { admitted } from '../../src/manifest/admitted';
import type { Manifests } from '../../src/manifest/objects';
import { readManifests } from '../../src/manifest/read';
import type { ProveInput } from '../../src/prove';
import { KubernetesOptions, kubernetesOf } from '../../src/prove/kubernetes';
import { Subject, subjectOf } from '../../src/prove/subject';

/** A sound manifest of three ordinary pods; `spec` adds or overrides fields of the set's spec, `pod` of the pod's, `service` of the Service's. */
export function web(
  spec = '', { annotations = '', image = 'nginx:1.21', name = 'web', replicas = 3, pod = '', claims = true, service = 'clusterIP: None', serviceName = 'nginx' } = {},
): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: nginx}
spec: {${service}, ports: [{port: 80, name: web}], selector: {app: nginx}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}, annotations: {${annotations}}}
spec:
  serviceName: ${serviceName}
  replicas: ${replicas}
  ${spec}
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      ${pod}
      containers:
      - name: nginx
        image: ${image}
        readinessProbe: {tcpSocket: {port: 80}}
        volumeMounts: [${claims ? '{name: www, mountPath: /usr/share/nginx/html}' : ''}]
  volumeClaimTemplates:${claims ? `
  - metadata: {name: www}
    spec: {accessModes: [ReadWriteOnce], storageClassName: standard, resources: {requests: {storage: 1Gi}}}` : ' []'}
`;
}

export function read(text: string, path = 'web.yaml'): ProveInput {
  const result = readManifests([{ path, bytes: new TextEncoder().encode(text) }]);
  if (result.diagnostics.some(({ severity }) => severity === 'error')) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return { ...result, files: 1 };
}

/** What an API server that has no objection makes of it. */
export function admittedBy(text: string, options: KubernetesOptions = {}): Manifests {
  const { manifests, refusals } = admitted(read(text).manifests, kubernetesOf(options));
  if (refusals.length > 0) throw new Error(refusals.flatMap(({ diagnostics }) => diagnostics).map(({ message }) => message).join('\n'));
  return manifests;
}

/** Its only set as the prover sees it. */
export function subjectIn(text: string, options: KubernetesOptions = {}): Subject {
  const manifests = admittedBy(text, options);
  return subjectOf(manifests.statefulSets[0], kubernetesOf(options), manifests);
}
