import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { read, web } from './manifests';
import { readTraces } from '../../conformance/trace-format';
import * as f from '../../src/cluster/fields';
import { COLLECTOR, actorOf } from '../../src/cluster/label';
import { ANYWHERE, BINDS_AT_ONCE } from '../../src/cluster/placement';
import type { Placement } from '../../src/cluster/placement';
import { EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_CLAIM, EDIT_REPLICAS, EDIT_REUSE_VOLUMES } from '../../src/cluster/problem';
import type { Problem } from '../../src/cluster/problem';
import { profileOf } from '../../src/cluster/profile';
import { get, now } from '../../src/cluster/row';
import type { Gates } from '../../src/kubernetes/gates';
import { prove } from '../../src/prove';
import { EXERCISED, Monitor, SILENT, VIOLATED, explore } from '../../src/prove/explore';
import { storageSticky } from '../../src/prove/guarantees/storage-sticky';
import type { Cell } from '../../src/prove/report';
import { ORDINARY } from '../cluster/problems';

/**
 * Goal: every bug of upstream that real code of a version shows is shown here too, at its versions, and not where it is mended.
 * Method, in this order of preference: the prover refutes a guarantee, with the steps that matter; the StatefulSet controller is told in a text scenario
 * (test/conformance/testdata), by ours and from recordings of the real one alike; a static rule objects to it; a problem that no manifest can put is explored; a
 * recording of the real one shows it.
 */
const VERSIONS = ['1.28.15', '1.29.14', '1.30.14', '1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.0', '1.35.4', '1.36.3'];
/** Those with feature gate MaxUnavailableStatefulSet on by default. */
const BUDGET = ['1.35.0'];
const minor = (version: string): number => Number(version.split('.')[1]);
const upTo = (last: number): string[] => VERSIONS.filter((version) => minor(version) <= last);
const without = (versions: readonly string[]): string[] => VERSIONS.filter((version) => !versions.includes(version));

interface Refuted {
  readonly how: 'refuted';
  readonly manifest: string;
  readonly scenario: string;
  readonly guarantee: string;
  readonly faults?: number;
  readonly featureGates?: Gates;
  /** Those that are tried, where not all of VERSIONS are: of each kind one or two, as it takes seconds. */
  readonly among?: readonly string[];
  /** Where it is refuted; in the other versions it is proved. */
  readonly versions: readonly string[];
  /** What happens in this order, among other things, and where it ends. */
  readonly steps: readonly string[];
  readonly ending: string;
}
/** The same without the mistake, or with another setting: it is proved in all of these versions. */
interface Proved extends Omit<Refuted, 'how' | 'steps' | 'ending'> { readonly how: 'proved' }
/** A text scenario, and lines of it that stand in this order. What one version does and another does not stands below their numbers. */
interface Told { readonly how: 'told'; readonly file: string; readonly lines: readonly string[] }
/** A static rule of the prover, and a manifest that it has nothing against. */
interface Found { readonly how: 'found'; readonly manifest: string; readonly rule: string; readonly message: string; readonly nearMiss: string }
/** A problem that no manifest can put, explored with a monitor of its own: in these versions it is violated, in the others it holds. */
interface Explored {
  readonly how: 'explored';
  readonly what: string;
  readonly problem: (version: string) => Problem;
  readonly monitor: Monitor;
  readonly versions: readonly string[];
}
/** Recordings of the real controller that test/conformance/traces.test.ts holds ours against, and in which version they delete how many pods. */
interface Recorded { readonly how: 'recorded'; readonly trace: string; readonly deletions: Readonly<Record<string, number>> }

interface Bug {
  /** The issue of kubernetes/kubernetes, or the experiment that found it. */
  readonly id: string;
  /** In which versions it is. */
  readonly where: string;
  readonly title: string;
  readonly shown: readonly (Refuted | Proved | Told | Found | Explored | Recorded)[];
}

const PARALLEL = 'podManagementPolicy: Parallel';
const WHEN_SCALED_DELETE = 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}';
const ON = { MaxUnavailableStatefulSet: true };
const grace = (seconds: number) => web('', { pod: `terminationGracePeriodSeconds: ${seconds}` });
const BAD_ROLL = { scenario: 'bad-roll-then-fix', guarantee: 'rollout/recovers' };
const BAD_STEPS = ['set the image to nginx:broken', 'delete web-2', 'create web-2', 'set the image to nginx:fixed'];
const ROLL = { scenario: 'roll-image', guarantee: 'rollout/converges', faults: 1 };
const RESCALE = { scenario: 'rescale-during-termination', faults: 0 };
const told = (file: string, ...lines: string[]): Told => ({ how: 'told', file, lines });

/** Of each kind of node scenario the versions that could differ: they take longer, and the controller has little to do with it. */
const FEW = ['1.28.15', '1.34.4', '1.36.3'];

const APART = '{podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: nginx}}}]}}';
const localVolume = (node: string, name: string): string => `---
apiVersion: v1
kind: PersistentVolume
metadata: {name: ${name}}
spec:
  storageClassName: standard
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  local: {path: /mnt/${name}}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${node}]}]}]}}
`;
/** Two pods that must not share a node, on two nodes with so many local volumes each. */
const onLocalVolumes = (each: number, volumeBindingMode: string): string => [
  web(PARALLEL, { replicas: 2, pod: `affinity: ${APART}` }),
  `---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: standard}\nprovisioner: kubernetes.io/no-provisioner\nvolumeBindingMode: ${volumeBindingMode}\n`,
  ...['a', 'b'].map((node) => `---\napiVersion: v1\nkind: Node\nmetadata: {name: ${node}, labels: {kubernetes.io/hostname: ${node}}}\n`),
  ...['a', 'b'].flatMap((node) => Array.from({ length: each }, (_, k) => localVolume(node, `${node}${k}`))),
].join('');

/** Two volumes that stay when their claims go, on two nodes that both reach them. */
const KEPT_VOLUMES: Placement = {
  ...ANYWHERE,
  zones: [0, 0],
  eligible: 0b11,
  room: [2, 2],
  binding: BINDS_AT_ONCE,
  places: [0b11, 0b11],
  staticVolumes: true,
  reclaimDeletes: false,
  singleNode: true,
};

/** A claim is deleted that nobody who is gone owns any more: the controller has taken it back since the collector looked. */
const deletesWhatWasTakenBack: Monitor = {
  guarantee: 'collected',
  step(label) {
    if (actorOf(label) !== COLLECTOR || get(f.claimDeleting(0)) === 1 || now(f.claimDeleting(0)) === 0) return SILENT;
    return get(f.claimOwner(0)) === f.OWNER_NONE ? VIOLATED : EXERCISED;
  },
};

/** Two sets whose names and claim templates give the same claims, and another pair that does not. */
const claimPair = (claim: string) => `${web('', { name: 'petset' }).replaceAll('www', 'alpha-beta')}\n---\n${web('', { name: 'beta-petset' }).replaceAll('www', claim).replaceAll('nginx', 'beta')}`;

const BUGS: readonly Bug[] = [
  {
    id: '#67250 (#60164, #88896, #141095)',
    where: 'all',
    title: 'under OrderedReady a broken revision stays when the template is mended',
    shown: [
      { how: 'refuted', manifest: web(), ...BAD_ROLL, versions: VERSIONS, steps: BAD_STEPS, ending: 'web-2 stays at the broken revision' },
      { how: 'proved', manifest: web(PARALLEL), ...BAD_ROLL, versions: without(BUDGET) },
      told('e8-broken-ordered.txt', 'patch image=v2', 'nothing to do', 'delete pod web-2', 'create pod web-2 of r3'),
    ],
  },
  {
    id: '#137409',
    where: '1.35.0 to 1.35.3, and wherever MaxUnavailableStatefulSet is on',
    title: 'where maxUnavailable counts, broken pods use up the budget, and Parallel does not heal either',
    shown: [
      { how: 'refuted', manifest: web(PARALLEL), ...BAD_ROLL, versions: BUDGET, steps: BAD_STEPS, ending: 'the broken pods use up maxUnavailable, and stay' },
      { how: 'refuted', manifest: web(PARALLEL), ...BAD_ROLL, featureGates: ON, versions: VERSIONS, steps: BAD_STEPS, ending: 'the broken pods use up maxUnavailable, and stay' },
      told('e8-broken-parallel.txt', '[1.35.0]\n> sync\n  create revision r3 with number 3\n  update status', '> sync\n  nothing to do\n  the controller sleeps'),
    ],
  },
  {
    id: 'E1',
    where: 'all',
    title: 'a stale claim stops the set, and nobody wakes it: claims are not watched',
    shown: [
      {
        how: 'refuted',
        manifest: web(WHEN_SCALED_DELETE),
        ...RESCALE,
        guarantee: 'rollout/converges',
        versions: VERSIONS,
        steps: ['scale to 2', 'delete www-web-2: the owner is gone', 'scale to 3', 'www-web-2 is gone: no pod uses it'],
        ending: 'web-2 is missing until the set is touched or resynced (12 to 24 hours)',
      },
      { how: 'proved', manifest: web(), ...RESCALE, guarantee: 'rollout/converges', versions: VERSIONS },
      told('fact-04-e1-stale-claim.txt', 'claim data-web-1 is gone\nthe controller sleeps', 'touch', 'create pod web-1 of r1'),
    ],
  },
  {
    id: 'E2',
    where: 'all',
    title: 'scaled up again while a pod terminates: its data are lost under OrderedReady, and kept under Parallel',
    shown: [
      {
        how: 'refuted',
        manifest: web(WHEN_SCALED_DELETE),
        ...RESCALE,
        guarantee: 'storage/kept',
        versions: VERSIONS,
        steps: ['scale to 2', 'web-2 has stopped and is gone', 'scale to 3', 'delete www-web-2: the owner is gone'],
        ending: 'the claim of web-2 is deleted with its data, while replicas asks for it',
      },
      { how: 'proved', manifest: web(), ...RESCALE, guarantee: 'storage/kept', versions: VERSIONS },
      told('fact-05-e2-rescale-ordered.txt', '# The pod still terminates.\npatch replicas=2', 'claim data-web-1 is gone'),
      told('fact-05-e2-rescale-parallel.txt', 'patch replicas=2', 'update claim data-web-1: nobody owns it', 'claim data-web-1: nobody owns it'),
    ],
  },
  {
    id: 'E3 (#57865, #36333)',
    where: 'all',
    title: 'two unhealthy pods that are too many block a scale-down',
    shown: [
      {
        how: 'refuted',
        manifest: web('', { replicas: 4 }),
        scenario: 'scale-down',
        guarantee: 'rollout/converges',
        faults: 2,
        versions: VERSIONS,
        steps: ['scale to 2', 'web-2 fails', 'web-3 fails'],
        ending: 'the controller waits for a failed pod that nobody replaces',
      },
      { how: 'proved', manifest: web(PARALLEL, { replicas: 4 }), scenario: 'scale-down', guarantee: 'rollout/converges', faults: 2, versions: VERSIONS },
      told('fact-07-e3-two-condemned.txt', 'patch replicas=2', 'nothing to do\n  the controller sleeps', 'ready web-3', 'delete pod web-3'),
    ],
  },
  {
    id: '#123918',
    where: 'up to 1.33',
    title: 'a scale-down waits for a pod that is to go to be available',
    shown: [told('bug-123918-scale-down.txt', 'patch replicas=1', '[1.28.15 to 1.33.13]\nupdate status', '[1.34.4 to 1.35.0]\ndelete pod web-1', 'advance 10', '[1.28.15 to 1.33.13]\ndelete pod web-1')],
  },
  {
    id: '#112307 (#112066, #119234)',
    where: 'up to 1.33',
    title: 'a rolling update does not wait for minReadySeconds',
    shown: [
      {
        how: 'refuted',
        manifest: web(`${PARALLEL}\n  minReadySeconds: 10`, { replicas: 2 }),
        scenario: 'roll-image',
        guarantee: 'order/update',
        among: ['1.28.15', '1.33.13', '1.34.4', '1.36.3'],
        versions: upTo(33),
        steps: ['set the image to nginx:next', 'delete web-1', 'create web-1', 'web-1 is ready', 'delete web-0'],
        ending: 'the next pod is deleted while the updated one is ready, but not yet for minReadySeconds',
      },
      told('bug-112307-rolls-early.txt', 'ready web-1', '[1.28.15 to 1.33.13]\ndelete pod web-0', '[1.34.4 to 1.36.3]\nupdate status'),
    ],
  },
  {
    id: '#136831',
    where: 'all',
    title: 'an update counts as complete before its pods are available',
    shown: [told('bug-136831-complete.txt', 'ready web-0', 'update status: replicas 1, ready 1, available 0, current 1 of r2, updated 1 of r2')],
  },
  {
    id: '#140858',
    where: 'all',
    title: 'under Parallel a pod that a quota refuses keeps those that are too many from going',
    shown: [told('bug-140858-quota.txt', 'create pod web-2 of r1: refused', 'create pod web-2 of r1: refused', 'create pod web-2 of r1\ndelete pod web-0')],
  },
  {
    id: '#142130',
    where: 'all',
    title: 'a claim of a set that is deleted early has no owner and is left behind',
    shown: [{
      how: 'refuted',
      manifest: web('persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}'),
      scenario: 'delete',
      guarantee: 'storage/released',
      among: FEW,
      versions: VERSIONS,
      steps: ['create www-web-0, create web-0', 'delete the set', 'delete web-0: the owner is gone'],
      ending: 'the set is gone, and the claim stays',
    }, told('bug-142130-leak.txt', 'create claim data-web-0', 'delete set', 'gc', 'claim data-web-0: nobody owns it\nno set')],
  },
  {
    id: '#141876',
    where: 'all',
    title: 'pods that a new set adopts lack the volumes of a new claim template, and fail to be updated for ever',
    shown: [told('bug-141876-new-claim.txt', 'adopt pod web-0', 'update pod web-0: invalid', 'event FailedUpdate pod/web-0', 'event FailedUpdate pod/web-0', 'event FailedUpdate pod/web-0')],
  },
  {
    id: '#141094 (#141906)',
    where: 'all',
    title: 'a pod called web-01 counts as a member, and stops the set',
    shown: [told('fact-10-leading-zero.txt', 'adopt pod web-01\nupdate pod web-1: not found', 'the sync fails, and is tried again', 'update pod web-1: not found', 'the sync fails, and is tried again')],
  },
  {
    id: '#41153',
    where: 'all',
    title: 'two sets have the same claims',
    shown: [{
      how: 'found',
      manifest: claimPair('alpha'),
      rule: 'identity/undisturbed',
      message: 'StatefulSet petset and StatefulSet beta-petset have the same claims, such as alpha-beta-petset-0',
      nearMiss: claimPair('gamma'),
    }],
  },
  {
    id: '#64023 (#79337)',
    where: 'all',
    title: 'a set whose name is longer than 52 characters has no pods',
    shown: [{
      how: 'found',
      manifest: web('', { name: 'a'.repeat(55) }),
      rule: 'rollout/admitted',
      message: 'metadata.labels: Invalid value: "aaa',
      nearMiss: web('', { name: 'a'.repeat(52) }),
    }],
  },
  {
    id: '#121534',
    where: 'all',
    title: 'scaling to 0 completes an update that a partition holds back',
    shown: [told('e7-zero-with-partition.txt', 'patch replicas=0', 'update status: replicas 0, ready 0, available 0, current 0 of r2', 'create pod web-0 of r2')],
  },
  {
    id: '#128529',
    where: 'all',
    title: 'the partition counts from the first ordinal',
    shown: [told('fact-09-e9-partition-index.txt', 'delete pod web-5')],
  },
  {
    id: '#91676',
    where: 'all',
    title: 'raising the partition takes no pod back',
    shown: [told('bug-91676-partition-raised.txt', 'patch partition=3', 'nothing to do', 'create pod web-2 of r1', 'pod web-1 Running, ready, of r2')],
  },
  {
    id: 'E6',
    where: 'all',
    title: 'deleting the current revision defeats the partition',
    shown: [told('e6-current-revision-deleted.txt', 'delete revision r1', 'create pod web-0 of r2')],
  },
  {
    id: 'E5 (#46669)',
    where: 'all',
    title: 'without a rollingUpdate block pods come back at the old revision',
    shown: [
      told('fact-03-e5-no-block.txt', 'kill web-0', 'create pod web-0 of r1'),
      told('fact-03-e5-omitted.txt', 'kill web-0', 'create pod web-0 of r2'),
      {
        how: 'refuted',
        manifest: web(`${PARALLEL}\n  updateStrategy: {type: RollingUpdate}`),
        ...ROLL,
        versions: without(BUDGET),
        steps: ['set the image to nginx:next', 'delete web-2, update status', 'create web-2'],
        ending: 'every sync creates the missing pod at the old revision and deletes it again',
      },
      { how: 'proved', manifest: web(`${PARALLEL}\n  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}`), ...ROLL, versions: VERSIONS },
    ],
  },
  {
    id: '#78209 (#70442)',
    where: 'up to 1.35',
    title: 'with a status that the cache does not show yet, the pod that was deleted for the update comes back old',
    shown: [told('fact-03-e5-stale-status.txt', '[1.28.15 to 1.35.4]\ncreate revision r2 with number 2: exists already\ncreate pod web-1 of r1', '[1.36.3]\nthe sync fails, and is tried again')],
  },
  {
    id: 'E10 (#58347, #75498, #121397)',
    where: 'all',
    title: 'status.currentReplicas is counted down to -1, which the API server refuses',
    shown: [told('e10-current-replicas.txt', 'current -1 of r1, updated 0 of r3: invalid', 'the sync fails, and is tried again')],
  },
  {
    id: '#119684 (#119685)',
    where: 'mended',
    title: 'a pod below the partition comes back at the new revision',
    shown: [told('bug-119684-below-partition.txt', 'fail web-0', 'create pod web-0 of r1', 'delete pod web-0', 'create pod web-0 of r1')],
  },
  {
    id: '#129018',
    where: '1.28, and before 1.29.13, 1.30.9, 1.31.5 and 1.32.1',
    title: 'a negative revisionHistoryLimit makes the controller manager panic',
    shown: [told('fact-01-history-limit.txt', '[1.28.15]', 'the controller panics')],
  },
  {
    id: '#134773',
    where: '1.34.0 and 1.34.1',
    title: 'the upgrade to 1.34.0 or 1.34.1 rolls every set; 1.34.2 compares revisions by their meaning',
    shown: [
      { how: 'recorded', trace: 'upgrade_null_creation', deletions: { 1.34: 0, 1.35: 0, 1.36: 0 } },
      // Without the gate they do what 1.34.0 does.
      { how: 'recorded', trace: 'upgrade_null_creation_gate_off', deletions: { 1.34: 2, 1.35: 2, 1.36: 2 } },
    ],
  },
  {
    id: '#61998 (#56355, #58347)',
    where: 'mended',
    title: 'revisions go back and forth',
    shown: [told('bug-61998-ping-pong.txt', 'update revision r1: number 3', 'update revision r2: number 4', 'nothing to do\nthe controller sleeps')],
  },
  {
    id: '#85690',
    where: 'mended',
    title: 'revisions pile up where syncs fail',
    shown: [told('bug-85690-history.txt', 'delete revision r2', 'the sync fails', 'delete revision r3', 'the sync fails')],
  },
  {
    id: '#96218',
    where: 'all but 1.35.0 to 1.35.3',
    title: 'Parallel changes updates too: they do not wait for lower pods',
    shown: [told('bug-96218-parallel-update.txt', 'unready web-0', '[1.28.15 to 1.34.4, 1.35.4 to 1.36.3]\ncreate revision r2 with number 2\ndelete pod web-2', 'delete pod web-1')],
  },
  {
    id: '#89067',
    where: 'all',
    title: 'a pod that fails is deleted and made again without pause',
    shown: [told('bug-89067-failed-pod.txt', ...[1, 2, 3].flatMap(() => ['fail web-0', 'delete pod web-0', 'create pod web-0 of r1']))],
  },
  {
    id: '#120671',
    where: 'all',
    title: 'with terminationGracePeriodSeconds 0 two processes have one identity',
    shown: [
      {
        how: 'refuted',
        manifest: grace(0),
        scenario: 'pod-deleted',
        guarantee: 'identity/at-most-one',
        versions: VERSIONS,
        steps: ['delete web-0', 'create web-0', 'start web-0'],
        ending: 'the new process starts while the old one still runs',
      },
      { how: 'proved', manifest: grace(1), scenario: 'pod-deleted', guarantee: 'identity/at-most-one', versions: VERSIONS },
    ],
  },
  {
    id: '#54368 (#55713, #72226, #74689, #74947, #128970)',
    where: 'all',
    title: 'pods of a lost node stay Terminating, and are not replaced',
    shown: [PARALLEL, ''].map((policy) => ({
      how: 'refuted',
      manifest: web(policy),
      scenario: 'node-lost',
      guarantee: 'rollout/converges',
      among: FEW,
      versions: VERSIONS,
      steps: ['has not been heard of', 'is unreachable'],
      ending: 'the pod of the lost node stays Terminating',
    })),
  },
  {
    id: '#53059',
    where: 'all',
    title: 'the volume of a lost node is had only when it is taken from it by force, six minutes after the pod is gone; then two nodes may have it',
    shown: ['force-deletion', 'node-deleted', 'node-out-of-service'].map((scenario) => ({
      how: 'refuted',
      manifest: web(),
      scenario,
      guarantee: 'storage/single-writer',
      among: FEW,
      versions: VERSIONS,
      steps: ['node-0 has not been heard of', 'take web-0 away', 'create web-0', 'assign web-0 to node-1', 'detach the volume of web-0 from node-0 by force', 'start web-0'],
      ending: 'the volume is mounted on the new node while the old process may still write to it',
    })),
  },
  {
    id: '#74374 (#83282, #89910, #113139)',
    where: 'all, in part',
    title: 'a pod waits for a claim that was deleted before it: mended where it waits for the claim to go, but not where the claim goes while it waits for a node',
    shown: [
      {
        how: 'refuted',
        manifest: web(),
        scenario: 'claim-deleted',
        guarantee: 'rollout/converges',
        faults: 1,
        among: FEW,
        versions: VERSIONS,
        steps: ['create web-0', 'delete www-web-0', 'www-web-0 is gone: no pod uses it'],
        ending: 'the pod waits for a claim that nobody makes',
      },
      { how: 'proved', manifest: web(), scenario: 'claim-deleted', guarantee: 'rollout/converges', versions: VERSIONS },
      told('bug-74374-claim-deleted.txt', 'event FailedCreate pod/web-0\nthe sync fails, and is tried again', 'create pod web-0 of r1', 'claim data-web-0 is gone\nthe controller sleeps', 'touch', 'create claim data-web-0'),
    ],
  },
  {
    id: '#122257 (#49906, #97386, #72565)',
    where: 'all',
    title: 'volumes of a node keep pods on it that must not be together',
    shown: [
      {
        how: 'refuted',
        manifest: onLocalVolumes(2, 'Immediate'),
        scenario: 'placement',
        guarantee: 'placement/schedulable',
        among: FEW,
        versions: VERSIONS,
        steps: ['bind www-web-0', 'assign web-0 to a', 'bind www-web-1'],
        ending: 'the pod stays Pending: no node passes all rules',
      },
      { how: 'proved', manifest: onLocalVolumes(1, 'Immediate'), scenario: 'placement', guarantee: 'placement/schedulable', versions: FEW },
      { how: 'proved', manifest: onLocalVolumes(2, 'WaitForFirstConsumer'), scenario: 'placement', guarantee: 'placement/schedulable', versions: FEW },
    ],
  },
  {
    id: '#128459',
    where: 'all',
    title: 'claims that are made again get any volume that is there, not the one they had',
    shown: [{
      how: 'explored',
      what: 'claims and pods are deleted, and the volumes made available again',
      problem: () => ({
        ...ORDINARY,
        slots: 2,
        replicas: 2,
        parallel: true,
        nodes: true,
        placement: KEPT_VOLUMES,
        edits: [EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_ALL_PODS, EDIT_REUSE_VOLUMES].map((kind) => ({ kind, argument: 0 })),
      }),
      monitor: storageSticky,
      versions: VERSIONS,
    }],
  },
  {
    id: 'collector precondition',
    where: 'up to 1.33',
    title: 'the garbage collector deletes a claim that was taken back after it looked at it',
    shown: [{
      how: 'explored',
      what: 'a claim without an owner is collected',
      problem: (version) => ({
        ...ORDINARY,
        slots: 1,
        replicas: 1,
        parallel: true,
        whenScaledDelete: true,
        staleCaches: true,
        collectorChecksVersion: profileOf(version).collectorChecksVersion,
        edits: [{ kind: EDIT_REPLICAS, argument: 0 }, { kind: EDIT_REPLICAS, argument: 1 }],
      }),
      monitor: deletesWhatWasTakenBack,
      versions: upTo(33),
    }],
  },
];

/** All that the research lists as reproducible, or as mended but worth a test. */
const LIST = [
  '#67250', '#137409', 'E1', 'E2', 'E3', '#123918', '#112307', '#136831', '#140858', '#142130', '#141876', '#141094', '#41153', '#64023', '#121534', '#128529', '#91676',
  'E6', 'E5', 'E10', '#119684', '#129018', '#134773', '#61998', '#96218', '#89067', '#120671', '#54368', '#53059', '#74374', '#122257', '#128459', '#85690', '#78209',
  'collector precondition',
];

test('every bug of the list is here', () => {
  const ids = BUGS.map(({ id }) => id.replace(/ \(.*/, ''));
  expect([...ids].sort()).toEqual([...LIST].sort());
});

/** The row of a bug on the page: its issues, what happens, where, and what tells of it. */
function rowOf({ id, where, title, shown }: Bug): string {
  const issues = id.replace(' (', ', ').replace(')', '').replace(/#(\d+)/g, '[#$1](https://github.com/kubernetes/kubernetes/issues/$1)');
  const rule = (name: string) => `[${name}](guarantees/${name.replace('/', '-')}.md)`;
  const tells = shown.flatMap((one): string[] => {
    switch (one.how) {
      case 'refuted': return [rule(one.guarantee)];
      case 'found': return [rule(one.rule)];
      case 'told': return [`[${one.file.replace('.txt', '')}](../../test/conformance/testdata/${one.file})`];
      case 'explored': return [one.monitor.guarantee.includes('/') ? rule(one.monitor.guarantee) : '[its test](../../test/prove/known-bugs.test.ts)'];
      case 'recorded': return ['[recordings](../../conformance/README.md)'];
      default: return [];
    }
  });
  return `| ${issues} | ${title} | ${where} | ${[...new Set(tells)].join(', ')} |`;
}

test('the page lists them as they are here (REWRITE=1 writes it anew)', () => {
  const file = join(__dirname, '../../docs/reference/known-bugs.md');
  const page = readFileSync(file, 'utf8');
  const [head] = page.split(/(?<=\n\|---\|---\|---\|---\|\n)/);
  const wanted = `${head}${BUGS.map(rowOf).join('\n')}\n`;
  if (process.env.REWRITE) writeFileSync(file, wanted);
  else expect(page).toBe(wanted);
});

/** Finds the parts in this order. */
function inOrder(whole: string, parts: readonly string[]): string[] {
  let at = 0;
  return parts.map((part) => {
    const found = whole.indexOf(part, at);
    at = found < 0 ? at : found + part.length;
    return found < 0 ? `missing: ${part}` : part;
  });
}

function cellsOf({ manifest, scenario, guarantee, faults = 0, featureGates = {} }: Omit<Refuted, 'how' | 'steps' | 'ending'>, kubernetes: string): readonly Cell[] {
  const { sets: [{ cells }] } = prove(read(manifest), { kubernetes, featureGates, scenarios: [scenario], guarantees: [guarantee], faults });
  return cells.filter((cell) => cell.scenario === scenario);
}

const each = <How extends Bug['shown'][number]['how']>(how: How) => BUGS.flatMap(({ id, title, shown }) =>
  shown.filter((one): one is Extract<Bug['shown'][number], { how: How }> => one.how === how).map((one) => ({ id, title, ...one })));

describe.each(each('refuted'))('$id: $title ($guarantee in $scenario)', (bug) => {
  test.each([...bug.among ?? VERSIONS])('%s', (version) => {
    const [cell] = cellsOf(bug, version);
    expect(cell.verdict).toBe(bug.versions.includes(version) ? 'REFUTED' : 'PROVED');
    if (cell.counterexample === undefined) return;
    const actions = cell.counterexample.timeline.steps.map(({ action }) => action).join('\n');
    expect(inOrder(actions, bug.steps)).toEqual(bug.steps);
    expect(cell.counterexample.ending).toBe(bug.ending);
  });
});

describe.each(each('proved'))('$id, otherwise: $guarantee in $scenario holds', (bug) => {
  test.each([...bug.versions])('%s', (version) => expect(cellsOf(bug, version)).toMatchObject([{ verdict: 'PROVED' }]));
});

test.each(each('told'))('$id: $title ($file)', ({ id, file, lines }) => {
  const text = readFileSync(join(__dirname, '../conformance/testdata', file), 'utf8');
  expect(text).toContain(id.replace(/ \(.*/, ''));
  expect(inOrder(text, lines)).toEqual(lines);
});

describe.each(each('found'))('$id: $title ($rule)', ({ manifest, rule, message, nearMiss }) => {
  const findings = (text: string) => prove(read(text), { scenarios: ['bootstrap'], guarantees: [rule] })
    .sets.flatMap(({ cells, diagnostics }) => [...cells.flatMap(({ diagnostic }) => diagnostic ?? []), ...diagnostics]);

  test('is found', () => expect(findings(manifest)).toContainEqual(expect.objectContaining({ rule, message: expect.stringContaining(message) })));
  test('and a near miss is not', () => expect(findings(nearMiss)).toEqual([]));
});

describe.each(each('explored'))('$id: $title ($what)', ({ problem, monitor, versions }) => {
  test.each(VERSIONS)('%s', (version) => {
    const search = explore(problem(version), [monitor], { maxStates: 100_000, keepEdges: false });
    expect(search.frontier).toBe(0);
    expect(search.exercised).toEqual([true]);
    expect(search.violations[0] >= 0).toBe(versions.includes(version));
  });
});

test.each(each('recorded'))('$id: $title ($trace)', ({ trace, deletions }) => {
  const deletionsIn = (version: string): number => {
    const { steps } = readTraces(join(__dirname, `../../conformance/traces/canonical-${version}.jsonl.gz`)).find(({ name }) => name === trace)!;
    const from = steps.findIndex(({ a }) => a === 'rewriterevs');
    const to = steps.findIndex(({ a }, index) => index > from && a === 'patch');
    return steps.slice(from, to < 0 ? undefined : to).flatMap(({ w = [] }) => w).filter(({ v, k }) => v === 'delete' && k === 'pod').length;
  };
  for (const [version, expected] of Object.entries(deletions)) expect([version, deletionsIn(version)]).toEqual([version, expected]);
});
