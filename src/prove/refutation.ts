import { decoderOf } from './decode';
import { imagesOf, namesOf } from './decode/names';
import { ENDS_WELL, guaranteeOf } from './guarantees';
import type { Ending, Explanation, Guarantee } from './guarantees/guarantee';
import { minimised } from './minimise';
import { Run, decodeRun } from './path';
import { type Counterexample, EVERY_COUNT } from './report';
import { SCENARIOS, type Scenario } from './scenarios';
import type { Subject } from './subject';
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

function lastStateOf(problem: Problem, { first, steps }: Run): LastState {
  const layout = layoutOf(problem);
  const row = steps.at(-1)?.row ?? first;
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

/** Decodes the run, in the words of a set with as many replicas as the problem has. */
export function counterexampleOf(subject: Subject, refutation: Refutation): Counterexample {
  const { guarantee, problem, run, scenario } = refutation;
  const stuck = guarantee.monitor === undefined;
  const explanation = explanationOf(subject, refutation);
  const names = namesOf(subject, imagesOf(subject, problem.templates, problem.brokenTemplates));
  const decoder = decoderOf({ subject, problem, names }, useProblem(problem));
  const { start, steps } = decodeRun(run, decoder, explanation.ending);
  const waiting = steps.flatMap((step) => step.rollout).filter((line) => line.startsWith('Waiting')).slice(-1);
  // What keeps a pod from its node, or a claim from its volume, says more than that the rollout waits.
  const said = decoder.atRest(run.steps.at(-1)?.row ?? run.first).filter(({ actor }) => actor !== 'kubelet')
    .flatMap(({ events, drain = [] }) => [...events.filter(({ reason }) => reason !== 'WaitForPodScheduled').map(({ message }) => message), ...drain]);
  const [kubectlSays] = [...said, ...waiting];
  return {
    ending: explanation.ending,
    stuck,
    ...stuck && kubectlSays !== undefined ? { kubectlSays } : {},
    ...explanation.remedy === undefined ? {} : { remedy: explanation.remedy },
    timeline: timelineOf(subject, scenario?.name ?? EVERY_COUNT, start, steps),
    token: tokenFor(refutation),
  };
}

export function diagnosticOf(subject: Subject, rule: string, { severity, message, reason, advice, path, where }: Explanation): Diagnostic {
  return { rule, severity, message, reason, advice, where: where ?? subject.manifest.at(...path) };
}
