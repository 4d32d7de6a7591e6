/**
 * Compares where a pod may be put, and where a claim finds a volume, with the answers of the real scheduler (scheduler/*.go records them): manifests in,
 * `placementOf` and the scheduler of the model on it.
 */
import { BadInput, concluded, recordedLines, runComparison } from './recordings';
import * as f from '../src/cluster/fields';
import { SCHEDULER, label } from '../src/cluster/label';
import { BINDS_WITH_POD, type Placement } from '../src/cluster/placement';
import { begin, clear, end, put, read, successorRows } from '../src/cluster/row';
import { isFeasible } from '../src/cluster/scheduler';
import { initialStates, useProblem } from '../src/cluster/step';
import { NO_OBJECTS } from '../src/manifest/nearby';
import type { JsonObject, Manifests } from '../src/manifest/objects';
import { clusterOf } from '../src/prove/cluster';
import { kubernetesOf } from '../src/prove/kubernetes';
import { type Placed, placementOf } from '../src/prove/placement';
import { subjectOf } from '../src/prove/subject';

/** A question and its answers: see `Case` in scheduler/main.go. */
export interface Question {
  readonly pod: JsonObject;
  readonly nodes: readonly JsonObject[];
  readonly on: readonly number[] | null;
  readonly terminating: readonly boolean[] | null;
  readonly feasible: readonly boolean[];
  readonly claim: JsonObject;
  readonly volumes: readonly JsonObject[];
  readonly matches: readonly boolean[];
}

const KUBERNETES = kubernetesOf({ kubernetes: '1.36' });
const SHOWN = 5;
const RECORDED_HERE = 'conformance/scheduler';

const metadataOf = (raw: JsonObject) => raw.metadata as { readonly name: string };

const written = (kind: string, raw: JsonObject) =>
  ({ apiVersion: 'v1', kind, name: metadataOf(raw).name, namespace: 'default', raw, at: () => ({ file: 'recorded', line: 1, column: 1 }), warnings: [] });

/** The objects of a question. The set has one claim template, whose class has no provisioner. */
function manifestsOf({ pod, nodes, claim, volumes }: Question): Manifests {
  const spec = {
    replicas: 1, podManagementPolicy: 'Parallel', revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate' }, selector: { matchLabels: { app: 'db' } },
    template: { metadata: { labels: { app: 'db' } }, spec: pod }, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
  };
  const set = { ...written('StatefulSet', { metadata: { name: 'db' } }), object: { metadata: { name: 'db' }, spec } };
  const local = { metadata: { name: 'local' }, provisioner: 'kubernetes.io/no-provisioner', reclaimPolicy: 'Delete', volumeBindingMode: 'WaitForFirstConsumer' };
  return {
    ...NO_OBJECTS,
    statefulSets: [set] as unknown as Manifests['statefulSets'],
    storageClasses: [{ ...written('StorageClass', local), object: local }],
    others: [...nodes.map((node) => written('Node', node)), ...volumes.map((volume) => written('PersistentVolume', volume))],
  };
}

/** What we take the manifests of a question for. */
export function placedOf(question: Question): Placed {
  const manifests = manifestsOf(question);
  return placementOf(manifests.statefulSets[0], KUBERNETES, clusterOf(undefined, manifests), 1);
}

/** Notes that leave the question as it is: pods of others there are none, and what comes later is not asked. */
const IMMATERIAL = /means pods of others|evicted from nodes|what becomes of each volume/;

/** Whether the model says that it cannot answer. */
export const isUndecided = ({ notDecided }: Placed): boolean => notDecided.some((note) => !IMMATERIAL.test(note));

/** For each node, whether the model's scheduler lets the next ordinal pass. Of volumes it is not asked here. */
export function feasibleOf(question: Question, given: Placement): boolean[] {
  const manifests = manifestsOf(question);
  const slots = (question.on ?? []).length + 1;
  const placement = { ...given, binding: BINDS_WITH_POD, staticVolumes: false, places: [(1 << question.nodes.length) - 1] };
  const { problem } = subjectOf(manifests.statefulSets[0], KUBERNETES, manifests);
  const asked = { ...problem, slots, replicas: slots, peers: slots, claims: 0, nodes: true, nodeFaults: true, settled: false, placement };
  const { words } = useProblem(asked);
  clear();
  initialStates(asked);
  read(successorRows().slice(0, words), 0);
  clear();
  begin();
  (question.on ?? []).forEach((node, ordinal) => {
    put(f.phase(ordinal), f.RUNNING);
    put(f.node(ordinal), node + 1);
    put(f.deleting(ordinal), Number(question.terminating?.[ordinal]));
  });
  put(f.phase(slots - 1), f.PENDING);
  end(label(SCHEDULER, 0, 0));
  read(successorRows().slice(0, words), 0);
  return question.nodes.map((_, node) => isFeasible(slots - 1, node));
}

/** For each node, whether some volume that is there can be the claim's. */
export function matchesOf({ nodes }: Question, { places }: Placement): boolean[] {
  return nodes.map((_, node) => places.some((place) => (place >>> node & 1) === 1));
}

export const sameAnswers = (theirs: readonly boolean[], ours: readonly boolean[]): boolean => theirs.join() === ours.join();

/** Volumes of a class that none of them has are assumed, which the scheduler does not do. */
export const asksOfVolumes = ({ claim, volumes }: Question): boolean =>
  volumes.some(({ spec }) => ((spec as JsonObject).storageClassName ?? '') === claim.storageClassName);

export function readQuestions(file: string): Question[] {
  return recordedLines<Question>(file).map((question, index) => {
    if (!Array.isArray(question.feasible)) throw new BadInput(`${file}: line ${index + 1} is no recording of the scheduler: it has no feasible`);
    return question;
  });
}

function compareFiles(files: readonly string[]): number {
  const questions = files.flatMap(readQuestions).map((question) => ({ question, placed: placedOf(question) })).filter(({ placed }) => !isUndecided(placed));
  const mismatches = questions.filter(({ question, placed: { placement } }) => !sameAnswers(question.feasible, feasibleOf(question, placement))
    || asksOfVolumes(question) && !sameAnswers(question.matches, matchesOf(question, placement)));
  for (const { question, placed } of mismatches.slice(0, SHOWN)) {
    const ours = { feasible: feasibleOf(question, placed.placement), matches: matchesOf(question, placed.placement) };
    console.log(`${JSON.stringify(question)}\n  we: ${JSON.stringify(ours)}`);
  }
  return concluded(questions.length, mismatches.length);
}

if (require.main === module) runComparison(process.argv.length > 2 ? process.argv.slice(2) : [RECORDED_HERE], compareFiles);
