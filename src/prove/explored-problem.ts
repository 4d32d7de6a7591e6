import type { ProveInput } from '.';
import { promisedOf } from './asked';
import { chosenSubject } from './chosen-subject';
import { windowProblem } from './every-replica-count';
import { faultsIn } from './faults';
import { kubernetesText } from './kubernetes';
import { EVERY_COUNT } from './report';
import { RequestError, knownNames } from './request-error';
import { SCENARIOS, type Scenario, problemOf } from './scenarios';
import { OBSTACLES } from './static';
import type { Subject } from './subject';
import type { ClusterOptions } from './where';
import type { Problem } from '../cluster/problem';

/** One problem as `prove` explores it: what an exporter writes down for another checker. */
export interface ExploredProblem {
  /** One line for people: the set, what happens to it, and where. */
  readonly title: string;
  readonly problem: Problem;
  /** The guarantees of steps that are watched, by their ids. */
  readonly guarantees: readonly string[];
  /** The guarantee that every run comes to a good end. Absent where nobody asks. */
  readonly converges?: string;
  /** Only of the window: the set with all that its manifest says, also what the window leaves out. */
  readonly set?: Problem;
}

export interface ExploredProblemOptions extends ClusterOptions {
  /** One of SCENARIOS, or `every replica count` for the window. @default 'bootstrap' */
  readonly scenario?: string;
  /** How many faults may happen in one run. The window has any number. @default 1 */
  readonly faults?: number;
}

/** The scenarios whose problem can be asked for. */
export const EXPLORED_SCENARIOS: readonly { readonly name: string; readonly title: string }[] = [
  ...SCENARIOS, { name: EVERY_COUNT, title: 'any scaling, partition, template and fault at any time, in the window that stands for every replica count' },
];

/** The problem of one set in one scenario. Throws a RequestError where there is none. */
export function exploredProblem(input: ProveInput, options: ExploredProblemOptions): ExploredProblem {
  const { subject, manifests } = chosenSubject(input, options);
  const [name] = knownNames('scenario', EXPLORED_SCENARIOS.map((scenario) => scenario.name), [options.scenario ?? 'bootstrap']);
  const [obstacle] = OBSTACLES.flatMap((rule) => rule.check(subject, manifests));
  if (obstacle !== undefined) throw new RequestError(`the scenario ${name} cannot begin: ${obstacle.message}`);
  return name === EVERY_COUNT ? windowOf(subject) : scenarioOf(subject, SCENARIOS.find((scenario) => scenario.name === name)!, faultsIn(options.faults));
}

const where = ({ name, kubernetes: { version, changed } }: Subject): string => `StatefulSet ${name} on Kubernetes ${kubernetesText(version, changed)}`;

function windowOf(subject: Subject): ExploredProblem {
  return {
    title: `${where(subject)}: every replica count, any number of faults`,
    problem: windowProblem(subject),
    set: subject.problem,
    guarantees: promisedOf(subject).flatMap(({ id, everyReplicaCount }) => everyReplicaCount === 'two ordinals' ? [id] : []),
  };
}

function scenarioOf(subject: Subject, scenario: Scenario, faults: number): ExploredProblem {
  const { name, title, converges, tests, excludes } = scenario;
  const excluded = excludes?.(subject);
  if (excluded !== undefined) throw new RequestError(`the scenario ${name} makes no sense for ${subject.name}: ${excluded}`);
  return {
    title: `${where(subject)}: ${name} (${title}), at most ${faults} ${faults === 1 ? 'fault' : 'faults'}`,
    problem: problemOf(subject, scenario, faults),
    guarantees: promisedOf(subject).flatMap(({ id, monitor }) => monitor !== undefined && (tests?.includes(id) ?? true) ? [id] : []),
    ...converges === undefined ? {} : { converges },
  };
}
