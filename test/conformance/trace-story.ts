import type { Row, Story } from '../../conformance/rollout-recording';
import type { Change, Pod, Revision, SetObject, Step, Trace, Write } from '../../conformance/trace-format';
import type { JsonObject } from '../../src/manifest/objects';
import { revisionData } from '../../src/manifest/revision-name';

/**
 * A trace told as a story: whole objects in the order of their changes, the user's commands, and the controller's complaints; but not which sync made
 * what. So stories of all that the hand-written scenarios know are there to be explained, without a control plane.
 */
const POD_NAME = 'statefulset.kubernetes.io/pod-name';
/** Seconds between two steps: quicker than a cache may lag. */
const PAUSE = 0.02;
const EPOCH = 1_800_000_000;
const timestamp = (seconds: number) => new Date((EPOCH + Math.floor(seconds)) * 1000).toISOString();

export function storyOf(trace: Trace): Story {
  const names = new Map((trace.revs ?? []).map(({ a, name }) => [a, name]));
  const version = trace.ver.replace('v', '');
  const rows: Row[] = [];
  const living = new Map<string, JsonObject>();
  const unnamed = new Set<string>();
  let set: SetObject | undefined;
  let t = 0;
  const add = (row: Omit<Row, 't' | 'rv'>) => { t += PAUSE / 100; rows.push({ t, rv: rows.length + 1, ...row }); };

  for (const step of trace.steps) {
    t = Math.max(t + PAUSE, step.t ?? 0);
    const cmd = commandOf(step);
    if (cmd !== undefined) add({ type: 'STEP', kind: '', name: '', cmd, out: '', rc: 0 });
    for (const [index, change] of (step.d ?? []).entries()) {
      const key = `${change.k} ${change.n}`;
      const before = living.get(key);
      if (change.k === 'set' && !change.gone) set = change;
      if (change.k === 'pod') namePod(step, index, change, unnamed);
      const whole = change.gone ? before! : wholeOf(change, { set: set!, names, version, unnamed, t, born: before?.metadata as JsonObject | undefined, step });
      if (change.gone) living.delete(key); else living.set(key, whole);
      const type = change.gone ? 'DELETED' : before === undefined ? 'ADDED' : 'MODIFIED';
      add({ type, kind: String(whole.kind), name: String((whole.metadata as JsonObject).name), obj: whole });
    }
    for (const obj of complaintsOf(step, set)) add({ type: 'ADDED', kind: 'Event', name: 'web', obj });
  }
  return { name: trace.name, version, rows };
}

function commandOf({ a, o }: Step & { readonly o?: number }): string | undefined {
  if (a === 'evict') return 'kubectl drain node';
  return a === 'delete' || a === 'forcedelete' ? `kubectl delete pod web-${o}` : undefined;
}

/** Keeps who has lost the pod-name label: made by hand, or taken away; the controller puts it back by an update. */
function namePod(step: Step, index: number, { n, uid }: Pod, unnamed: Set<string>): void {
  if (step.a === 'orphanpod' || step.a === 'podlabel' && step.arg === POD_NAME) unnamed.add(uid);
  const nth = (step.d ?? []).slice(0, index).filter((other) => other.k === 'pod' && other.n === n).length;
  const done = (step.w ?? []).filter((write) => write.k === 'pod' && write.n === n && write.err === undefined && write.res !== 'noop');
  if (done[nth]?.v === 'update') unnamed.delete(uid);
}

interface Told {
  readonly set: SetObject;
  readonly names: ReadonlyMap<string, string>;
  readonly version: string;
  readonly unnamed: ReadonlySet<string>;
  readonly t: number;
  readonly born: JsonObject | undefined;
  readonly step: Step;
}

function wholeOf(change: Change, told: Told): JsonObject {
  const { t, born, step } = told;
  const uid = 'uid' in change ? change.uid : change.n;
  const creationTimestamp = born?.creationTimestamp ?? timestamp(t);
  const metadata = (more: object): JsonObject => ({ name: change.n, uid, creationTimestamp, ...more });
  const applied = step.a === 'makepvc' ? { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '' } } : {};
  const terminating = 'del' in change && change.del ? { deletionTimestamp: timestamp(t) } : {};
  switch (change.k) {
    case 'set': return setOf(change, metadata({ generation: change.gen, ...terminating }), told);
    case 'pod': return podOf(change, metadata({ labels: podLabels(change, told), ownerReferences: owners(change.own), ...terminating }));
    case 'pvc': return { kind: 'PersistentVolumeClaim', metadata: metadata({ ownerReferences: owners(change.refs), ...terminating, ...applied }) };
    case 'cr': return revisionOf(change, metadata({ name: told.names.get(change.n), uid: born?.uid ?? `${change.n} ${t}`, ownerReferences: owners(change.own) }), told);
  }
}

/** `set:web#1:c:b` */
function owners(own: readonly string[] = []): JsonObject[] {
  return own.map((text) => {
    const [kind, uid, ...flags] = text.split(':');
    const kinds: Readonly<Record<string, string>> = { set: 'StatefulSet', pod: 'Pod' };
    return { kind: kinds[kind] ?? kind, name: uid.split('#')[0], uid, controller: flags.includes('c'), blockOwnerDeletion: flags.includes('b') };
  });
}

const templateOf = ({ spec }: SetObject): JsonObject => ({ metadata: { labels: spec.tlbl }, spec: { containers: [{ name: 'c', image: spec.img }] } });

function setOf(set: SetObject, metadata: JsonObject, { names }: Told): JsonObject {
  const { spec, st } = set;
  const [whenDeleted, whenScaled] = spec.retain ?? ['Retain', 'Retain'];
  const maxUnavailable = spec.maxUnavailable === undefined ? {} : { maxUnavailable: spec.maxUnavailable };
  return {
    kind: 'StatefulSet',
    metadata,
    spec: {
      replicas: spec.replicas,
      selector: { matchLabels: spec.sel },
      template: templateOf(set),
      podManagementPolicy: spec.pmp,
      updateStrategy: { type: spec.strategy, ...spec.ru ? { rollingUpdate: { partition: spec.partition ?? 0, ...maxUnavailable } } : {} },
      ordinals: { start: spec.start ?? 0 },
      minReadySeconds: spec.minReady ?? 0,
      revisionHistoryLimit: spec.rhl ?? 10,
      persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
      volumeClaimTemplates: (spec.claims ?? []).map((name) => ({ metadata: { name } })),
    },
    status: {
      replicas: st.replicas,
      readyReplicas: st.ready,
      availableReplicas: st.avail,
      currentReplicas: st.cur,
      updatedReplicas: st.upd,
      currentRevision: names.get(st.curRev),
      updateRevision: names.get(st.updRev),
      collisionCount: st.cc,
      observedGeneration: st.og,
    },
  };
}

function podLabels({ n, uid, rev, pn, lbl }: Pod, { names, unnamed }: Told): JsonObject {
  return { ...lbl, ...rev === undefined ? {} : { 'controller-revision-hash': names.get(rev) }, ...unnamed.has(uid) ? {} : { [POD_NAME]: pn ?? n } };
}

function podOf({ pvc = [], node, ph, rdy, rt = 0 }: Pod, metadata: JsonObject): JsonObject {
  return {
    kind: 'Pod',
    metadata,
    spec: { volumes: pvc.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })), ...node ? { nodeName: 'node' } : {} },
    status: { phase: ph, conditions: [{ type: 'Ready', status: rdy ? 'True' : 'False', lastTransitionTime: timestamp(rt) }] },
  };
}

/** A revision is made when the set wants its template, and keeps it. */
function revisionOf({ num }: Revision, metadata: JsonObject, { set, version, born }: Told): JsonObject {
  const bytes = String(born?.bytes ?? revisionData(version, templateOf(set)));
  return { kind: 'ControllerRevision', metadata: { ...metadata, bytes }, data: JSON.parse(bytes) as JsonObject, revision: num };
}

function causeOf(claim: Write | undefined): string {
  if (claim === undefined) return 'refused';
  if (claim.v === 'create') return `failed to create PVC ${claim.n}: refused`;
  return `could not update claim ${claim.n} for delete policy ownerRefs: Operation cannot be fulfilled`;
}

/** What the controller says of writes that were refused. */
function complaintsOf({ w = [], ev = [] }: Step, set: SetObject | undefined): JsonObject[] {
  const claim = w.find(({ k, err }) => k === 'pvc' && err !== undefined);
  return ev.filter((event) => event.startsWith('Failed')).map((event) => {
    const [reason, about] = event.split(' ');
    const [kind, name] = about.split('/');
    const verb = reason.replace('Failed', '');
    const pod = kind === 'pod' ? name : name.replace(/^.*?-(?=web-)/, '');
    const of = `Pod ${pod} in StatefulSet web failed error: `;
    const message = kind === 'pod' ? `${verb} ${of}${causeOf(claim)}` : `${verb} Claim ${name} for ${of}refused`;
    return { kind: 'Event', metadata: {}, involvedObject: { kind: 'StatefulSet', name: 'web', uid: set?.uid }, type: 'Warning', reason, message };
  });
}
