/** The objects that the recorded patches were made to. They were not recorded, but what became of them was. */
import type { Json, JsonObject } from '../src/manifest/objects';
import { isObject } from '../src/manifest/objects';

export interface Update {
  readonly base: string;
  readonly kind: string;
  readonly patch: JsonObject;
  readonly message?: string;
  readonly result?: JsonObject;
}

/** As the recorder created them, for what no recorded result tells. */
const CREATED: { readonly [name: string]: JsonObject } = {
  'pods p': { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'verdicts' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
  'statefulsets web': {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'verdicts', generation: 1 },
    spec: {
      serviceName: 'nginx',
      replicas: 0,
      selector: { matchLabels: { app: 'nginx' } },
      template: {
        metadata: { labels: { app: 'nginx' } },
        spec: {
          containers: [{
            name: 'nginx', image: 'nginx:1.27', ports: [{ containerPort: 80, name: 'web' }], volumeMounts: [{ name: 'www', mountPath: '/usr/share/nginx/html' }],
          }],
        },
      },
      volumeClaimTemplates: [{ metadata: { name: 'www' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
    },
  },
  'persistentvolumeclaims data': {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'verdicts', finalizers: ['kubernetes.io/pvc-protection'] },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeName: 'pvc-0', storageClassName: 'standard', volumeMode: 'Filesystem' },
    status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } },
  },
  'services nginx': {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'nginx', namespace: 'verdicts' },
    spec: {
      clusterIP: 'None', clusterIPs: ['None'], selector: { app: 'nginx' }, ports: [{ port: 80, name: 'web' }], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack',
    },
    status: { loadBalancer: {} },
  },
};

/** The base of an update: a valid result, in which what its patch wrote is taken from a result whose patch did not. */
export function baseOf(update: Update, all: readonly Update[]): JsonObject | undefined {
  const created = CREATED[`${update.kind} ${update.base}`];
  const known = all.filter(({ base, kind, result }) => base === update.base && kind === update.kind && result !== undefined);
  if (known.length === 0) return created === undefined ? undefined : withVolume(created, update);
  const [first, ...others] = known;
  const restored = restore(first.result as Json, first.patch, others.map(({ result, patch }) => ({ value: result as Json, patch: patch as Json })), created);
  const base = restored as { metadata: { [name: string]: Json } } & JsonObject;
  const generation = isObject(base.metadata) ? base.metadata.generation : undefined;
  return typeof generation === 'number' ? { ...base, metadata: { ...base.metadata, generation: 1 } } : base;
}

interface Other { readonly value: Json | undefined; readonly patch: Json | undefined }

function restore(value: Json | undefined, patch: Json | undefined, others: readonly Other[], created: Json | undefined): Json | undefined {
  if (patch === undefined) return value;
  if (areNamed(patch) && areNamed(value)) return value.map((item) => restoreNamed(item, patch, others, created));
  const untouched = others.find((other) => other.patch === undefined);
  if (!isObject(patch) || !isObject(value) || '$retainKeys' in patch) return untouched === undefined ? created : untouched.value;
  const restored: { [name: string]: Json } = {};
  for (const name of new Set([...Object.keys(value), ...Object.keys(patch)])) {
    const inside = others.map((other) => ({ value: child(other.value, name), patch: child(other.patch, name) }));
    const item = restore(value[name], patch[name], inside, child(created, name));
    if (item !== undefined) restored[name] = item;
  }
  return restored;
}

type Named = { readonly name: string } & JsonObject;

function areNamed(value: Json | undefined): value is Named[] {
  return Array.isArray(value) && value.every((item) => isObject(item as Json) && typeof (item as JsonObject).name === 'string');
}

/** Containers and the like are patched one by one. */
function restoreNamed(item: Named, patch: Named[], others: readonly Other[], created: Json | undefined): Json {
  const ofName = (list: Json | undefined): Json | undefined => (areNamed(list) ? list.find(({ name }) => name === item.name) : undefined);
  const inside = others.map((other) => ({ value: ofName(other.value), patch: ofName(other.patch) }));
  return restore(item, ofName(patch), inside, ofName(created)) ?? item;
}

function child(of: Json | undefined, name: string): Json | undefined {
  return isObject(of) ? of[name] : undefined;
}

/** The volume of a claim has a name of the server's making, which only its answer tells. */
function withVolume(base: JsonObject, { message = '' }: Update): JsonObject {
  const volume = /pvc-[-0-9a-f]{36}/.exec(message)?.[0];
  return volume === undefined || !isObject(base.spec) ? base : { ...base, spec: { ...base.spec, volumeName: volume } };
}
