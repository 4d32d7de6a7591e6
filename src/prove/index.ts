import type { Answer } from './answer';
import { chosenSubject, subjectsOf } from './chosen-subject';
import { clusterOf } from './cluster';
import { imagesOf } from './decode/names';
import { exitCodeOf } from './exit-code';
import { explorationsBy } from './explorations';
import { EXPLORER, Explorer } from './explore-shape';
import { faultsIn } from './faults';
import { GUARANTEES as EXPLORED } from './guarantees';
import { kindsOf } from './kinds';
import { kubernetesText } from './kubernetes';
import { nameTroubles } from './name-troubles';
import { proveSet } from './prove-set';
import { refusedPods } from './refused-pods';
import { refusedSet } from './refused-set';
import { replayScript } from './replay';
import { REPLAYS, commandsOf } from './replays';
import type { Report, Stopped } from './report';
import { MistakesError, RequestError, knownNames } from './request-error';
import { SCENARIOS, problemOf } from './scenarios';
import { shapeOf } from './shape';
import { Shard, fallsTo } from './shard';
import { OBSTACLES, STATIC_RULES } from './static';
import type { Subject } from './subject';
import type { Timeline } from './timeline';
import { TOOL_VERSION } from './version';
import { type ClusterOptions, whereOf } from './where';
import { workOf } from './work';
import { admitted } from '../manifest/admitted';
import type { Refusal } from '../manifest/admitted';
import type { Diagnostic, Severity } from '../manifest/diagnostic';
import type { WrittenManifests } from '../manifest/objects';

export { type ReplayedToken, type TokenOptions, replayToken } from './replay-token';
export { readToken } from './token';
export { type Explorer, type ShapeOutcome, EXPLORER, exploreShape } from './explore-shape';
export { MistakesError, REPLAYS, RequestError, SCENARIOS, knownNames };

/** Every rule that a report can name, those that are explored and those that are read off the manifests. */
export const GUARANTEES: readonly { readonly id: string; readonly title: string }[] = [...EXPLORED, ...STATIC_RULES].map(({ id, title }) => ({ id, title }));

/** How many states one scenario of one set may have before the answer is BOUNDED: about a second's work. */
export const MAX_STATES = 250_000;

/** What has been read: the result of `readManifests`. */
export interface ProveInput {
  readonly manifests: WrittenManifests;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: number;
  readonly objects: number;
}

/** Told now and then while a proof runs, so that a terminal can show that something happens. */
export interface Progress {
  readonly set: string;
  readonly scenario: string;
  readonly states: number;
}

export interface ProveOptions extends ClusterOptions {
  /** @default - all scenarios that apply to the set */
  readonly scenarios?: readonly string[];
  /** @default - all guarantees */
  readonly guarantees?: readonly string[];
  /** How many faults may happen in one run. @default 1 */
  readonly faults?: number;
  /** How many states one scenario of one set may have before the answer is BOUNDED. @default MAX_STATES */
  readonly maxStates?: number;
  /** Whether graphs of more than 200,000 states may be reduced, without losing anything (docs/explanation/reductions.md). @default true */
  readonly reductions?: boolean;
  /** The least severity whose refutations fail the run. @default 'error' */
  readonly failOn?: Severity;
  readonly onProgress?: (progress: Progress) => void;
}

/** What whoever runs many proofs, for long or on several machines, says besides. */
export interface RunOptions extends ProveOptions {
  /** Asked all the time whether to leave the rest undone, and why: what is left undone is BOUNDED. @default - never */
  readonly stop?: () => Stopped | undefined;
  /** What explores, or remembers what was explored. @default - explores here and now */
  readonly explorer?: Explorer;
  /** Proves only those sets that fall to one of several machines. @default - all */
  readonly shard?: Shard;
}

export interface ReplayOptions extends ClusterOptions {
  /** The StatefulSet's name. @default - the only one */
  readonly set?: string;
  /** One of SCENARIOS or of REPLAYS. */
  readonly scenario: string;
  /** The image that the scenario rolls out. @default - the manifest's own repository with the tag `next` */
  readonly image?: string;
}

/**
 * Proves or refutes every guarantee of every StatefulSet given. Throws a RequestError where the options name something that there is not.
 *
 * @param onAnswer is told of each explored question with its answer: what a certificate is made from
 */
export function prove(input: ProveInput, options: RunOptions = {}, onAnswer?: (subject: Subject, answer: Answer) => void): Report {
  const maxStates = options.maxStates ?? MAX_STATES;
  const scenarioNames = SCENARIOS.map(({ name }) => name);
  const guaranteeIds = GUARANTEES.map(({ id }) => id);
  const scenarios = knownNames('scenario', scenarioNames, options.scenarios ?? scenarioNames);
  const guarantees = knownNames('guarantee', guaranteeIds, options.guarantees ?? guaranteeIds);
  const faults = faultsIn(options.faults);
  const { kubernetes, profile, diagnostics: contradictions } = whereOf(options);
  const { manifests, refusals } = admitted(input.manifests, kubernetes);
  const isSet = ({ object }: Refusal) => input.manifests.statefulSets.includes(object);
  const asked = { scenarios, guarantees, faults, maxStates, reduces: options.reductions ?? true };
  const { explorer = EXPLORER, shard } = options;
  const explorations = explorationsBy(explorer, options.stop ?? (() => undefined));
  const subjects = subjectsOf(manifests, kubernetes, clusterOf(profile, manifests));
  const kinds = kindsOf(asked, (subject) => (problem, ids, scenario) => explorations.outcomeOf(
    shapeOf(problem, ids, maxStates, asked.reduces),
    options.onProgress && ((states: number) => options.onProgress!({ set: subject.name, scenario, states }))));
  const expected = shard === undefined && explorer.expect === undefined ? [] : subjects.map(kinds.expected);
  const refusedSets = refusals.filter(isSet);
  // What the server refuses begins with no shape: one kind of its own.
  const isHere = shard === undefined ? () => true : fallsTo(shard, [...expected, ...refusedSets.map(() => [])]);
  explorer.expect?.([...new Set(expected.filter((_, set) => isHere(set)))].flat());
  let questions = 0;
  const proved = subjects.filter((_, set) => isHere(set)).map((subject) => proveSet(subject, manifests, asked, {
    promises: kinds.promises(subject),
    decisions: () => {
      const decisions = kinds.decisions(subject);
      questions += decisions.questions;
      if (onAnswer !== undefined) decisions.answers.forEach((answer) => onAnswer(subject, answer));
      return decisions;
    },
  }));
  const refused = refusedSets.filter((_, set) => isHere(subjects.length + set))
    .map((refusal) => refusedSet(refusal, kubernetesText(kubernetes.version, kubernetes.changed)));
  const besides = [...manifests.services, ...manifests.claims, ...manifests.disruptionBudgets];
  const diagnostics = [
    ...contradictions,
    ...input.diagnostics,
    ...refusals.filter((refusal) => !isSet(refusal)).flatMap((refusal) => refusal.diagnostics),
    ...besides.flatMap(({ warnings }) => warnings),
  ];
  const sets = [...proved, ...refused];
  const shapes = explorations.shapes();
  const all = [...subjects, ...refusedSets].map((_, set) => set);
  const failOn = options.failOn ?? 'error';
  return {
    formatVersion: '1.0',
    tool: { name: 'cdk8s-stateful', version: TOOL_VERSION },
    kubernetes: kubernetes.version,
    featureGates: kubernetes.changed,
    files: input.files,
    objects: input.objects,
    ...workOf(shapes, questions - shapes.length),
    ...shard === undefined ? {} : { shard: { ...shard, failOn, sets: all.length, places: all.filter(isHere), shapes } },
    sets,
    diagnostics,
    exitCode: sets.length === 0 && all.length > 0 ? 0 : exitCodeOf(diagnostics, sets, failOn),
  };
}

/** Runs one scenario on the most ordinary schedule: what a real cluster would show on a quiet day. */
export function replay(input: ProveInput, options: ReplayOptions): Timeline {
  const { subject, manifests } = chosenSubject(input, options);
  const scenarios = [...SCENARIOS, ...REPLAYS];
  knownNames('scenario', scenarios.map(({ name }) => name), [options.scenario]);
  const scenario = scenarios.find(({ name }) => name === options.scenario)!;
  const excluded = scenario.excludes?.(subject);
  if (excluded !== undefined) throw new RequestError(`the scenario ${scenario.name} makes no sense for ${subject.name}: ${excluded}`);
  const refused = refusedPods(subject)?.timeline;
  if (refused?.scenario === scenario.name) return refused;
  const [obstacle] = OBSTACLES.flatMap((rule) => rule.check(subject, manifests));
  if (obstacle !== undefined) throw new RequestError(`the scenario ${scenario.name} cannot begin: ${obstacle.message}`);
  const problem = problemOf(subject, scenario, 0);
  const timeline = replayScript(subject, {
    scenario: scenario.name,
    problem,
    commands: 'commands' in scenario ? scenario.commands(subject) : commandsOf(scenario.name, problem),
    images: imagesOf(subject, problem.templates, problem.brokenTemplates, options.image),
  });
  return { ...timeline, troubles: [...timeline.troubles ?? [], ...nameTroubles(subject, manifests)] };
}

