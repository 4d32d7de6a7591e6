import type { ProveInput } from '.';
import { WAITS, causeIn } from './causes';
import { chosenSubject } from './chosen-subject';
import { mostReplicas } from './decide';
import { decoderOf } from './decode';
import { ACTORS, actionOf } from './decode/actions';
import { imagesOf, namesOf } from './decode/names';
import type { Scene } from './decode/scene';
import { exactWindow } from './every-replica-count';
import { GUARANTEES } from './guarantees';
import { lastRowOf, startAt, taken } from './minimise/goal';
import { type Run, decodeRun } from './path';
import { type Refutation, counterexampleOf } from './refutation';
import type { Counterexample } from './report';
import { RequestError } from './request-error';
import { SCENARIOS, problemOf } from './scenarios';
import { OBSTACLES } from './static';
import { canStay, isBad } from './stuck';
import { type Subject, subjectWith } from './subject';
import type { Timeline } from './timeline';
import { timelineOf } from './timeline-of';
import { type PinnedRun, digestOf, readToken } from './token';
import { startsOf } from './walk';
import type { ClusterOptions } from './where';
import { FAULT_INTERRUPTED, FAULT_REFUSED, USER, actorOf, isSync, objectOf } from '../cluster/label';
import type { Problem } from '../cluster/problem';
import { useProblem } from '../cluster/step';

export interface TokenOptions extends ClusterOptions {
  /** The StatefulSet's name. @default - the only one */
  readonly set?: string;
  readonly token: string;
}

/** What has become of the run of a token. */
export interface ReplayedToken extends Pick<PinnedRun, 'guarantee' | 'scenario' | 'faults'> {
  /** How many replicas it is a run of, where they were fewer than the set's own. */
  readonly replicas?: number;
  /** Of the set that it was tried on. Whose run it was the token does not say: it holds no names. */
  readonly namespace: string;
  readonly set: string;
  /** Whether the problem is the one that the token was made for. Else the manifests, the cluster or this program have changed, or it is the token of another set. */
  readonly sameProblem: boolean;
  /** The counterexample that it still is. */
  readonly counterexample?: Counterexample;
  /** What has become of it where it is none any more, as a sentence. */
  readonly gone?: string;
  /** Of one that is gone: as far as the run is possible, if it can begin. */
  readonly timeline?: Timeline;
}

/** The problem that the token's run would be one of, with the manifests given, or why there is none. */
type Setting = { readonly subject: Subject; readonly problem: Problem } | { readonly gone: string };

const IMPOSSIBLE = 'the run of this token is no longer possible';

/** So many states are looked at to see whether a run can stay where it ends. */
const STAYING_STATES = 20_000;

/** Takes the run of a token again, step by step. Throws a RequestError where the token is none, or nothing of the set can be replayed. */
export function replayToken(input: ProveInput, options: TokenOptions): ReplayedToken {
  const pinned = readToken(options.token);
  const { guarantee, scenario, faults, replicas } = pinned;
  const { subject, manifests } = chosenSubject(input, options);
  const [obstacle] = OBSTACLES.flatMap((rule) => rule.check(subject, manifests));
  if (obstacle !== undefined) throw new RequestError(`the run of this token cannot begin: ${obstacle.message}`);
  if (subject.replicas > mostReplicas(subject)) throw new RequestError(`${subject.replicas} replicas are more than the ${mostReplicas(subject)} that the model holds`);
  const setting = settingOf(subject, pinned);
  const told = { guarantee, scenario, faults, ...replicas === 0 ? {} : { replicas }, namespace: subject.namespace, set: subject.name };
  if ('gone' in setting) return { ...told, sameProblem: false, gone: setting.gone };
  return { ...told, sameProblem: digestOf(setting.problem) === pinned.digest, ...judged(setting.subject, setting.problem, pinned) };
}

function settingOf(subject: Subject, pinned: PinnedRun): Setting {
  const guarantee = GUARANTEES.find(({ id }) => id === pinned.guarantee)!;
  const scenario = SCENARIOS.find(({ name }) => name === pinned.scenario);
  const why = guarantee.notPromised?.(subject);
  if (why !== undefined) return { gone: `the run of this token breaks nothing here: ${pinned.guarantee} is not promised to this set: ${why}` };
  if (scenario === undefined) {
    const exact = exactWindow(subject, guarantee);
    return exact === undefined ? { gone: `${IMPOSSIBLE}: the window for every replica count has runs that this set has not` }
      : { subject: exact.subject, problem: { ...exact.problem, faults: pinned.faults } };
  }
  const excluded = scenario.excludes?.(subject);
  if (excluded !== undefined) return { gone: `${IMPOSSIBLE}: the scenario ${scenario.name} makes no sense for this set: ${excluded}` };
  const isFewer = pinned.replicas > 0 && pinned.replicas < subject.replicas;
  const explored = isFewer ? subjectWith(subject, pinned.replicas) : subject;
  return { subject: explored, problem: problemOf(explored, scenario, pinned.faults) };
}

/** Whether the run is possible, and comes to what the token says. */
function judged(subject: Subject, problem: Problem, pinned: PinnedRun): Pick<ReplayedToken, 'counterexample' | 'gone' | 'timeline'> {
  const layout = useProblem(problem);
  const first = startsOf(problem)[pinned.start];
  if (first === undefined) return { gone: `${IMPOSSIBLE}: the set does not start where it starts` };
  const guarantee = GUARANTEES.find(({ id }) => id === pinned.guarantee)!;
  const { run, violated } = taken(startAt(first), pinned.labels, guarantee.monitor);
  const scenario = SCENARIOS.find(({ name }) => name === pinned.scenario);
  const isWhole = run.steps.length === pinned.labels.length;
  const last = lastRowOf(run);
  const cause = guarantee.monitor === undefined ? causeIn(last, 0) : WAITS;
  const isStuck = guarantee.monitor === undefined && isWhole && isBad(problem, layout, last, cause) && canStay(last, STAYING_STATES) === true;
  if (violated || isStuck) {
    const { faults, replicas, asleep } = pinned;
    const refutation: Refutation = { guarantee, problem, run, faults, fewerReplicas: replicas, cause, asleep, ...scenario === undefined ? {} : { scenario } };
    return { counterexample: counterexampleOf(subject, refutation) };
  }
  const scene = { subject, problem, names: namesOf(subject, imagesOf(subject, problem.templates, problem.brokenTemplates)) };
  const { start, steps } = decodeRun(run, decoderOf(scene, layout));
  return {
    gone: isWhole ? `the run of this token is still possible, but it no longer breaks ${pinned.guarantee}` : impossible(scene, run, pinned),
    timeline: timelineOf(subject, pinned.scenario, start, steps),
  };
}

function impossible(scene: Scene, { steps: { length } }: Run, { labels }: PinnedRun): string {
  return `${IMPOSSIBLE}: step ${length}, ${ACTORS[actorOf(labels[length])] ?? 'nobody that there is'}: ${stepWords(scene, labels[length])}, cannot be taken`;
}

/** What the step would have been. A label may say anything, so nothing is looked up that may not be there. */
function stepWords(scene: Scene, label: number): string {
  const { subject, problem, names } = scene;
  if (actorOf(label) === FAULT_INTERRUPTED) return 'a sync that is interrupted';
  if (actorOf(label) === FAULT_REFUSED) return 'a sync of which a write is refused';
  if (isSync(label)) return 'a sync that changes something';
  if (actorOf(label) === USER && !problem.freeEdits && objectOf(label) >= problem.edits.length) return 'an edit that the scenario does not have';
  return actionOf({ subject, problem, names: { ...names, node: (index) => subject.nodes[index]?.name ?? `node ${index}` } }, label, []);
}
