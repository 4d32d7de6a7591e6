import type { Diagnostic } from '../../../src/manifest/diagnostic';
import type { Manifests } from '../../../src/manifest/objects';
import { KubernetesOptions, kubernetesOf } from '../../../src/prove/kubernetes';
import { STATIC_RULES } from '../../../src/prove/static';
import { subjectOf } from '../../../src/prove/subject';
import { admittedBy } from '../manifests';

/** A set that no rule objects to. */
export const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  replicas: 3
  serviceName: db-headless
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db, tier: data}}
    spec:
      terminationGracePeriodSeconds: 60
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: db}}}
      containers:
      - name: db
        image: registry.example:5000/db:17.2
        env:
        - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: db-password}}}
        readinessProbe: {tcpSocket: {port: 5432}}
        resources: {requests: {cpu: 500m, memory: 1Gi}}
        volumeMounts:
        - {name: data, mountPath: /data}
        - {name: config, mountPath: /config}
      volumes:
      - {name: config, configMap: {name: db}}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

export const SERVICE = `---
apiVersion: v1
kind: Service
metadata: {name: db-headless, namespace: shop}
spec:
  clusterIP: None
  selector: {app: db}
  ports: [{port: 5432}]
`;

export const BUDGET = `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: db, namespace: shop}
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: db}}
`;

export const SOUND = SET + SERVICE + BUDGET;

/** The sound manifest with replacements made in it; each must be found. */
export function changed(...pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the sound manifest does not contain ${from}`);
    return text.replace(from, () => to);
  }, SOUND);
}

/** Another workload's manifest, for the namespace shop. */
export const workload = (apiVersion: string, kind: string, name: string, labels: string): string =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: {template: {metadata: {labels: ${labels}}}}\n`;

export const autoscaler = (target = 'apps/v1'): string => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: db, namespace: shop}
spec: {scaleTargetRef: {apiVersion: ${target}, kind: StatefulSet, name: db}, minReplicas: 3, maxReplicas: 9}
`;

export const manifestsIn = (text: string, options: KubernetesOptions = {}): Manifests => admittedBy(text, options);

/** Every finding, of every test: sentences without a full stop, with a reason and advice, of a set that is named. */
function expectForm({ rule, message, reason, advice }: Diagnostic): void {
  for (const sentence of [message, reason, advice]) expect(sentence).toMatch(/[^.]$/);
  if (rule !== 'rollout/admitted') expect(message).toContain('StatefulSet db');
}

/** What all rules say of the set named db: `rule severity line:column message`. */
export function findings(text: string, options: KubernetesOptions = {}): string[] {
  const manifests = manifestsIn(text, options);
  const set = manifests.statefulSets.find(({ name }) => name.startsWith('db'))!;
  const subject = subjectOf(set, kubernetesOf(options), manifests);
  const found = STATIC_RULES.flatMap(({ check }) => check(subject, manifests));
  found.forEach(expectForm);
  return found.map(({ rule, severity, message, where }) => `${rule} ${severity} ${where?.line}:${where?.column} ${message}`);
}
