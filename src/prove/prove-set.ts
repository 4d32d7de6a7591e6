import { MAX_SLOTS } from '../cluster/fields';
import type { Problem } from '../cluster/problem';
import { useProblem } from '../cluster/step';
import type { Diagnostic } from '../manifest/diagnostic';
import type { Manifests } from '../manifest/objects';
import { acceptedBy } from './accept';
import { Outcome, check } from './check';
import { FAULT_NAMES, claimFor, claimForEveryCount, grouped, happened } from './claim';
import { decoderOf } from './decode';
import { WINDOW, exactWindow, windowProblem } from './every-replica-count';
import { Explanation, GUARANTEES, Guarantee } from './guarantees';
import { KUBERNETES } from './kubernetes';
import { imagesOf, namesOf } from './names';
import { Run, decodeRun } from './path';
import { READINESS_ANNOTATION, READINESS_MODELS } from './readiness';
import type { Cell, Counterexample, SetReport, Verdict, Witness } from './report';
import { SCENARIOS, Scenario, problemOf } from './scenarios';
import { STATIC_RULES } from './static';
import { Subject, subjectWith } from './subject';

/** What the cells of one set are made from. */
export interface SetOptions {
  readonly scenarios: readonly string[];
  readonly guarantees: readonly string[];
  readonly faults: number;
  readonly maxStates: number;
  /** Explores a problem, or remembers what an equal one came to. */
  readonly explore: (problem: Problem, guarantees: readonly string[], scenario: string) => Outcome;
}

export const EVERY_COUNT = 'every replica count';
export const STATIC = 'static';

/** More replicas than this are first tried with fewer, when their states turn out to be too many. */
const FEWER_REPLICAS = 5;

const monitorsFor = (guarantees: readonly string[]) => GUARANTEES.filter(({ id, monitor }) => monitor !== undefined && guarantees.includes(id)).map(({ monitor }) => monitor!);

/** Explores a problem with the monitors of these guarantees. */
export const exploreWith = (maxStates: number, onProgress?: (scenario: string, states: number) => void) =>
  (problem: Problem, guarantees: readonly string[], scenario: string): Outcome =>
    check(problem, monitorsFor(guarantees), maxStates, onProgress && ((states) => onProgress(scenario, states)));

const faultWitnesses = (problem: Problem, outcome: Outcome): Witness[] => problem.faults === 0 ? []
  : FAULT_NAMES.map(([actor, name]) => ({ name: `fault: ${name}`, reached: happened(outcome, actor) }));

/** Decodes a run into a counterexample, in the words of a set with as many replicas as the problem has. */
function counterexampleOf(subject: Subject, problem: Problem, scenario: string, run: Run, explanation: Explanation, stuck: boolean): Counterexample {
  const images = imagesOf(subject, problem.templates, problem.brokenTemplates);
  const decoder = decoderOf(subject, problem, useProblem(problem), namesOf(subject, images));
  const { start, steps } = decodeRun(run, decoder, explanation.ending);
  const kubectlSays = steps.map((step) => step.rollout).filter((lines) => lines.length > 0).at(-1)?.at(-1);
  return {
    ending: explanation.ending,
    stuck,
    ...stuck && kubectlSays?.startsWith('Waiting') ? { kubectlSays } : {},
    ...explanation.remedy === undefined ? {} : { remedy: explanation.remedy },
    timeline: { set: subject.name, namespace: subject.namespace, scenario, kubernetes: KUBERNETES, start, steps },
  };
}

function diagnosticOf(subject: Subject, id: string, explanation: Explanation): Diagnostic {
  const { severity, message, reason, advice, path } = explanation;
  return { rule: id, severity, message, reason, advice, where: subject.manifest.at(...path) };
}

/** The cells of the window: one exploration for all guarantees that qualify. */
function windowCells(subject: Subject, options: SetOptions): Cell[] {
  const guarantees = GUARANTEES.filter(({ id, everyReplicaCount, notPromised }) => everyReplicaCount && options.guarantees.includes(id) && notPromised?.(subject) === undefined);
  if (guarantees.length === 0) return [];
  const problem = windowProblem(subject);
  const outcome = options.explore(problem, guarantees.map(({ id }) => id), EVERY_COUNT);
  const exact = outcome.violations.size === 0 ? undefined : exactWindow(subject);
  const refuted = exact && options.explore(exact, guarantees.map(({ id }) => id), EVERY_COUNT);
  return guarantees.flatMap((guarantee): Cell[] => {
    const { id, title } = guarantee;
    const run = refuted?.violations.get(id);
    if (run === undefined && outcome.violations.has(id)) return [];
    const verdict: Verdict = run !== undefined ? 'REFUTED' : outcome.exploration.frontier > 0 ? 'BOUNDED' : outcome.exercised.has(id) ? 'PROVED' : 'VACUOUS';
    const cell = { guarantee: id, scenario: EVERY_COUNT, verdict, claim: claimForEveryCount(title, outcome), exploration: { ...outcome.exploration, window: WINDOW }, witnesses: [{ name: id, reached: outcome.exercised.has(id) }] };
    if (run === undefined) return [{ ...cell, severity: 'error' }];
    const explanation = guarantee.explain(subject, SCENARIOS[0], false);
    const counterexample = counterexampleOf(subjectWith(subject, problem.slots), exact!, EVERY_COUNT, run, explanation, false);
    return [{ ...cell, severity: explanation.severity, counterexample, diagnostic: diagnosticOf(subject, id, explanation) }];
  });
}

/** A scenario explored with the set's own replicas, or where that is too much, with the most that could be done. */
interface Explored {
  readonly subject: Subject;
  readonly problem: Problem;
  readonly outcome: Outcome;
  /** Said where the set has more replicas than were explored. */
  readonly bounded?: string;
}

function exploreScenario(subject: Subject, scenario: Scenario, options: SetOptions, most: number): Explored {
  const guarantees = [...options.guarantees, scenario.converges];
  let bounded: string | undefined;
  for (let replicas = Math.min(subject.replicas, most); ; replicas--) {
    const fewer = replicas === subject.replicas ? subject : subjectWith(subject, replicas);
    const problem = problemOf(fewer, scenario, options.faults);
    const outcome = options.explore(problem, guarantees, scenario.name);
    if (replicas < subject.replicas) bounded = `${subject.replicas} replicas have more than ${grouped(options.maxStates)} states; ${replicas} were explored`;
    if (outcome.exploration.frontier === 0 || outcome.violations.size > 0 || replicas <= 1) return { subject: fewer, problem, outcome, ...bounded === undefined ? {} : { bounded } };
    replicas = Math.min(replicas, FEWER_REPLICAS + 1);
  }
}

/** The counterexample with the fewest faults, and among those the shortest: one that needs none says most. */
function simplest(scenario: Scenario, explored: Explored, options: SetOptions, runOf: (outcome: Outcome) => Run | undefined): { problem: Problem; outcome: Outcome; run: Run } {
  const guarantees = [...options.guarantees, scenario.converges];
  for (let faults = 0; faults < explored.problem.faults; faults++) {
    const problem = problemOf(explored.subject, scenario, faults);
    const outcome = options.explore(problem, guarantees, scenario.name);
    const run = runOf(outcome);
    if (run !== undefined) return { problem, outcome, run };
  }
  return { problem: explored.problem, outcome: explored.outcome, run: runOf(explored.outcome)! };
}

function scenarioCells(scenario: Scenario, explored: Explored, original: Subject, options: SetOptions): Cell[] {
  const { subject, problem, outcome, bounded } = explored;
  const faults = faultWitnesses(problem, outcome);
  const cut = outcome.exploration.frontier > 0 || bounded !== undefined;
  const make = (guarantee: Guarantee, runOf: (from: Outcome) => Run | undefined, exercised: boolean, stuck: boolean): Cell => {
    const run = runOf(outcome);
    const verdict: Verdict = run !== undefined ? 'REFUTED' : cut ? 'BOUNDED' : exercised ? 'PROVED' : 'VACUOUS';
    const claim = claimFor(problem, guarantee.title, scenario.title, outcome) + (bounded === undefined ? '' : ` ${bounded}.`);
    const cell = { guarantee: guarantee.id, scenario: scenario.name, verdict, claim, exploration: outcome.exploration, witnesses: [{ name: guarantee.id, reached: exercised }, ...faults], ...bounded === undefined ? {} : { bounded } };
    if (run === undefined) return { ...cell, severity: 'error' };
    const best = simplest(scenario, explored, options, runOf);
    const explanation = guarantee.explain(subject, scenario, best.outcome.asleep);
    return {
      ...cell,
      severity: explanation.severity,
      counterexample: counterexampleOf(subject, best.problem, scenario.name, best.run, explanation, stuck),
      diagnostic: diagnosticOf(original, guarantee.id, explanation),
    };
  };
  return GUARANTEES.filter(({ id, notPromised }) => options.guarantees.includes(id) && notPromised?.(subject) === undefined).flatMap((guarantee): Cell[] => {
    const { id } = guarantee;
    if (guarantee.monitor === undefined) return id === scenario.converges ? [make(guarantee, ({ stuck }) => stuck, outcome.completes, true)] : [];
    const run = outcome.violations.get(id);
    // A scenario that never puts a guarantee to the test says nothing of it.
    return run === undefined && !outcome.exercised.has(id) ? [] : [make(guarantee, ({ violations }) => violations.get(id), outcome.exercised.has(id), false)];
  });
}

/** A guarantee that no scenario put to the test is not proved by them: it is said so, once. */
function vacuousCells(subject: Subject, cells: readonly Cell[], options: SetOptions): Cell[] {
  if (options.scenarios.length < SCENARIOS.length) return [];
  return GUARANTEES.filter(({ id, notPromised, monitor }) => monitor !== undefined && options.guarantees.includes(id) && notPromised?.(subject) === undefined && !cells.some((cell) => cell.guarantee === id))
    .map(({ id, title }) => ({ guarantee: id, scenario: 'all', verdict: 'VACUOUS', claim: `No scenario puts it to the test that ${title}.`, severity: 'error', witnesses: [{ name: id, reached: false }] }));
}

function staticCells(subject: Subject, manifests: Manifests, options: SetOptions): { cells: Cell[]; diagnostics: Diagnostic[] } {
  const cells: Cell[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const rule of STATIC_RULES.filter(({ id }) => options.guarantees.includes(id))) {
    const found = rule.check(subject, manifests);
    if (rule.id.startsWith('hygiene/')) { diagnostics.push(...found); continue; }
    const [worst] = found;
    cells.push({ guarantee: rule.id, scenario: STATIC, verdict: worst === undefined ? 'PROVED' : 'REFUTED', claim: `By reading the manifests: ${rule.title}.`, severity: worst?.severity ?? 'error', witnesses: [], ...worst === undefined ? {} : { diagnostic: worst } });
  }
  return { cells, diagnostics };
}

const WORST_FIRST: readonly Verdict[] = ['INVALID', 'REFUTED', 'NOT MODELLED', 'BOUNDED', 'VACUOUS', 'PROVED'];
/** What the author can do nothing about, or has accepted, does not spoil the verdict. It is said all the same. */
const counts = (cell: Cell): boolean => cell.accepted === undefined && !(cell.verdict === 'REFUTED' && cell.severity !== 'error');
const worstOf = (cells: readonly Cell[]): Verdict => WORST_FIRST.find((verdict) => cells.some((cell) => cell.verdict === verdict && counts(cell))) ?? 'PROVED';

/** More ordinals than a row holds: nothing is explored, and nothing is claimed. */
function notModelled(subject: Subject, options: SetOptions): Cell[] {
  return GUARANTEES.filter(({ id, notPromised }) => options.guarantees.includes(id) && notPromised?.(subject) === undefined)
    .map(({ id }) => ({ guarantee: id, scenario: 'all', verdict: 'NOT MODELLED', claim: `${subject.replicas} replicas are more than the ${MAX_SLOTS - 2} that the model holds.`, severity: 'error', witnesses: [] }));
}

function exploredCells(subject: Subject, options: SetOptions, forEveryCount: ReadonlySet<string>, notes: string[]): Cell[] {
  const cells: Cell[] = [];
  let most = subject.replicas;
  for (const scenario of SCENARIOS.filter(({ name }) => options.scenarios.includes(name))) {
    const excluded = scenario.excludes?.(subject);
    if (excluded !== undefined) { notes.push(`${scenario.name} is left out: ${excluded}`); continue; }
    const explored = exploreScenario(subject, scenario, options, most);
    most = Math.min(most, explored.subject.replicas);
    // What is proved for every replica count does not depend on how many states these replicas have.
    cells.push(...scenarioCells(scenario, explored, subject, options).filter(({ verdict, guarantee }) => verdict !== 'BOUNDED' || !forEveryCount.has(guarantee)));
  }
  return cells;
}

/** All that is said of one set. */
export function proveSet(subject: Subject, manifests: Manifests, options: SetOptions): SetReport {
  const { reasons, notes: acceptNotes } = acceptedBy(subject);
  const notes = [...acceptNotes];
  if (subject.readiness.unknown !== undefined) {
    notes.push(`the annotation ${READINESS_ANNOTATION} is ${subject.readiness.unknown}, which is none of ${READINESS_MODELS.join(', ')}: it is not used`);
  }
  for (const { id, notPromised } of GUARANTEES) {
    const why = notPromised?.(subject);
    if (why !== undefined && options.guarantees.includes(id)) notes.push(`${id} is not promised: ${why}`);
  }
  const { cells: decided, diagnostics } = staticCells(subject, manifests, options);
  const windowed = windowCells(subject, options);
  const forEveryCount = new Set(windowed.filter(({ verdict }) => verdict === 'PROVED').map(({ guarantee }) => guarantee));
  const explored = subject.replicas + 2 > MAX_SLOTS ? notModelled(subject, options) : exploredCells(subject, options, forEveryCount, notes);
  const found = [...decided, ...windowed, ...explored];
  const all = [...found, ...vacuousCells(subject, found, options)];
  const cells = all.map((cell) => cell.verdict === 'REFUTED' && reasons.has(cell.guarantee) ? { ...cell, accepted: reasons.get(cell.guarantee)! } : cell);
  for (const [rule, reason] of reasons) {
    // An accepted cell carries its reason; an accepted finding of hygiene is left out and said here.
    if (diagnostics.some((diagnostic) => diagnostic.rule === rule)) notes.push(`accepted ${rule}: ${reason}`);
    else if (!cells.some((cell) => cell.guarantee === rule && cell.accepted !== undefined)) notes.push(`nothing was found to accept for ${rule}: ${reason}`);
  }
  return {
    name: subject.name,
    namespace: subject.namespace,
    where: subject.manifest.at(),
    replicas: subject.replicas,
    podManagementPolicy: subject.parallel ? 'Parallel' : 'OrderedReady',
    readiness: subject.readiness.text,
    verdict: worstOf(cells),
    cells,
    diagnostics: diagnostics.filter((diagnostic) => !reasons.has(diagnostic.rule)),
    notes,
  };
}
