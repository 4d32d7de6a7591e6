import { decoderOf } from './decode';
import { sayingsOf } from './decode/at-rest';
import { imagesOf, namesOf } from './decode/names';
import type { Scene } from './decode/scene';
import { ENDS_WELL, guaranteeOf } from './guarantees';
import type { Ending, Explanation, Guarantee } from './guarantees/guarantee';
import { lateCounterexample } from './late-counterexample';
import { minimised } from './minimise';
import { lastRowOf } from './minimise/goal';
import { Run, decodeRun } from './path';
import { type Counterexample, EVERY_COUNT } from './report';
import { SCENARIOS, type Scenario } from './scenarios';
import type { Subject } from './subject';
import type { Timeline } from './timeline';
import { timelineOf } from './timeline-of';
import { digestOf, tokenOf } from './token';
import { isSameRow, startsOf } from './walk';
import * as f from '../cluster/fields';
import { layoutOf } from '../cluster/layout';
import type { Problem } from '../cluster/problem';
import { fieldOf } from '../cluster/row';
import { useProblem } from '../cluster/step';
import type { Diagnostic } from '../manifest/diagnostic';

/** A run that breaks a guarantee: its last step does, or it ends where it cannot go on. */
export interface Refutation {
  readonly guarantee: Guarantee;
  readonly problem: Problem;
  readonly run: Run;
  /** Absent in the window that stands for every replica count. */
  readonly scenario?: Scenario;
  /** What the problem was asked for: so many faults, and so many replicas where they are fewer than the set's own. */
  readonly faults: number;
  readonly fewerReplicas?: number;
  /** Why it cannot go on (causes.ts). */
  readonly cause: number;
  /** The set goes on once it is touched or resynced. */
  readonly asleep: boolean;
}

/** The same with the run that a person would tell. */
export function minimisedRefutation(found: Refutation): Refutation {
  const { guarantee: { monitor }, problem, run, cause } = found;
  return { ...found, run: minimised(problem, run, monitor === undefined ? { cause } : { monitor }) };
}

type LastState = Pick<Ending, 'slot' | 'unhealthyCondemned'>;

/** Sets of one shape share their runs, and the rows of one shape are laid out alike. */
const lastStates = new WeakMap<Run, LastState>();

/** What of a run's last state its explanation speaks of. */
function lastState(problem: Problem, run: Run): LastState {
  const known = lastStates.get(run) ?? lastStateOf(problem, run);
  lastStates.set(run, known);
  return known;
}

function lastStateOf(problem: Problem, run: Run): LastState {
  const layout = layoutOf(problem);
  const row = lastRowOf(run);
  const value = (field: number) => fieldOf(layout, row, 0, field);
  const isUnhealthy = (i: number) => value(f.available(i)) === 0;
  const ordinals = Array.from({ length: problem.slots }, (_, i) => i);
  return {
    slot: Math.max(0, ordinals.findIndex((i) => i < value(f.REPLICAS) && isUnhealthy(i))),
    unhealthyCondemned: ordinals.filter((i) => i >= value(f.REPLICAS) && value(f.phase(i)) !== f.ABSENT && isUnhealthy(i)).length,
  };
}

/** In the window that stands for every replica count, anything may happen: it is explained as one of the scenarios that ask the same. */
const scenarioOf = ({ id }: Guarantee): Scenario => SCENARIOS.find(({ converges }) => converges === id) ?? SCENARIOS[0];

/** What it means to the author. Where the bad end is that of another guarantee, it is explained as that one explains it. */
export function explanationOf(subject: Subject, { guarantee, problem, run, scenario = scenarioOf(guarantee), cause, asleep }: Refutation): Explanation {
  const explaining = guaranteeOf(cause) ?? (guarantee.cause === undefined ? guarantee : ENDS_WELL);
  return explaining.explain(subject, scenario, { cause, asleep, ...lastState(problem, run) });
}

/** A word from which `replay --token` makes the run again. */
function tokenFor({ guarantee, problem, run, scenario, faults, fewerReplicas, asleep }: Refutation): string {
  useProblem(problem);
  return tokenOf({
    scenario: scenario?.name ?? EVERY_COUNT,
    guarantee: guarantee.id,
    faults,
    replicas: fewerReplicas ?? 0,
    start: startsOf(problem).findIndex((row) => isSameRow(row, run.first)),
    asleep,
    digest: digestOf(problem),
    labels: run.steps.map(({ label }) => label),
  });
}

/**
 * The run in the words of a set with as many replicas as the problem has.
 *
 * @param shown that set, where it is not the one that the run was found for
 */
export function counterexampleOf(subject: Subject, refutation: Refutation, shown: () => Subject = () => subject): Counterexample {
  const { guarantee: { monitor }, run } = refutation;
  const stuck = monitor === undefined;
  return lateCounterexample({
    ending: () => explanationOf(shown(), refutation).ending,
    stuck: () => stuck,
    kubectlSays: () => stuck ? kubectlSays(sceneOf(shown(), refutation), run) : undefined,
    remedy: () => explanationOf(shown(), refutation).remedy,
    timeline: () => timelineFor(sceneOf(shown(), refutation), refutation),
    token: () => tokenFor(refutation),
  }, run.steps.length);
}

function sceneOf(subject: Subject, { problem }: Refutation): Scene {
  return { subject, problem, names: namesOf(subject, imagesOf(subject, problem.templates, problem.brokenTemplates)) };
}

function timelineFor(scene: Scene, refutation: Refutation): Timeline {
  const { subject, problem } = scene;
  const decoder = decoderOf(scene, useProblem(problem));
  const { start, steps } = decodeRun(refutation.run, decoder, explanationOf(subject, refutation).ending);
  return timelineOf(subject, refutation.scenario?.name ?? EVERY_COUNT, start, steps);
}

/** What is printed for ever where the run ends. What keeps a pod from its node, or a claim from its volume, says more than that the rollout waits. */
function kubectlSays(scene: Scene, run: Run): string | undefined {
  const layout = useProblem(scene.problem);
  const row = lastRowOf(run);
  const [said] = sayingsOf(scene, (field) => fieldOf(layout, row, 0, field), row).filter(({ actor }) => actor !== 'kubelet')
    .flatMap(({ events, drain = [] }) => [...events.filter(({ reason }) => reason !== 'WaitForPodScheduled').map(({ message }) => message), ...drain]);
  return said ?? waitingLine(scene, run);
}

/** It names nothing of a set, and sets of one shape share their runs. */
const waitingLines = new WeakMap<Run, { readonly line: string | undefined }>();

function waitingLine(scene: Scene, run: Run): string | undefined {
  const known = waitingLines.get(run);
  if (known !== undefined) return known.line;
  const { steps } = decodeRun(run, decoderOf(scene, useProblem(scene.problem)));
  const line = steps.flatMap(({ rollout }) => rollout).filter((each) => each.startsWith('Waiting')).at(-1);
  waitingLines.set(run, { line });
  return line;
}

export function diagnosticOf(subject: Subject, rule: string, { severity, message, reason, advice, path, where }: Explanation): Diagnostic {
  return { rule, severity, message, reason, advice, where: where ?? subject.manifest.at(...path) };
}
