import type { Answer } from './answer';
import { Asked, promised } from './asked';
import type { Decided, Decisions } from './decided';
import { type ForEveryCount, provedForEveryCount } from './every-count/covered';
import { endsCells } from './every-count/ends-cells';
import { GUARANTEES } from './guarantees';
import { exploreScenario, scenarioCells } from './scenario-cells';
import { SCENARIOS, Scenario } from './scenarios';
import type { Traits } from './traits';
import { windowCells } from './window-cells';
import { MAX_SLOTS } from '../cluster/fields';
import { READY_PEERS } from '../cluster/problem';

/** The scenario that adds most replicas adds two, and each needs a slot; members that remember their peers need a bit for each of them. */
export const mostReplicas = ({ readiness }: Pick<Traits, 'readiness'>): number => (readiness.model === READY_PEERS ? MAX_REMEMBERED : MAX_SLOTS) - 2;
const MAX_REMEMBERED = 30;

/** Where a pod or a volume has no place, the set that all other scenarios are about cannot be. */
export const hasNoPlace = ({ verdict, guarantee }: Pick<Decided, 'verdict' | 'guarantee'>): boolean =>
  verdict === 'REFUTED' && ['storage/binds', 'placement/schedulable'].includes(guarantee);

/** Whether a scenario can tell anything of what is asked. */
const isAsked = ({ name, converges, tests }: Scenario, { guarantees }: Asked): boolean => GUARANTEES.some(({ id, monitor, shownIn }) =>
  guarantees.includes(id) && (monitor === undefined ? id === converges || shownIn?.includes(name) : tests?.includes(id) ?? true));

export function exploredCells(set: Traits, asked: Asked, forEveryCount: ForEveryCount, notes: string[]): Decided[] {
  const cells: Decided[] = [];
  for (const scenario of SCENARIOS.filter(({ name }) => asked.scenarios.includes(name))) {
    const excluded = scenario.excludes?.(set);
    if (excluded !== undefined) {
      if (scenario.concerns?.(set) !== false || asked.scenarios.length < SCENARIOS.length) notes.push(`${scenario.name} is left out: ${excluded}`);
      continue;
    }
    if (!isAsked(scenario, asked)) continue;
    const explored = exploreScenario(set, scenario, asked);
    // What is proved for every replica count does not depend on how many states these replicas have.
    const said = scenarioCells(scenario, explored, set, asked);
    cells.push(...said.filter(({ verdict, guarantee }) => verdict !== 'BOUNDED' || !forEveryCount(guarantee, explored.problem)));
    const homeless = said.find(hasNoPlace);
    if (homeless !== undefined) {
      notes.push(`nothing else is explored as long as ${homeless.guarantee} is refuted`);
      break;
    }
  }
  return cells;
}

/** More ordinals than a row holds: nothing is explored, and nothing is claimed. */
function notModelled(set: Traits, asked: Asked, forEveryCount: ForEveryCount): Decided[] {
  const claim = `${set.replicas} replicas are more than the ${mostReplicas(set)} that the model holds.`;
  return promised(set, asked).filter(({ id }) => !forEveryCount(id))
    .map(({ id }) => ({ guarantee: id, scenario: 'all', verdict: 'NOT MODELLED', claim, severity: 'error', witnesses: [] }));
}

/** Explores all that is asked. Nothing of a set is read but its traits. */
export function decide(set: Traits, asked: Asked): Decisions {
  const notes: string[] = [];
  const answers: Answer[] = [];
  let questions = 0;
  let own = false;
  const listening: Asked = {
    ...asked,
    explore: (...question) => {
      questions++;
      return asked.explore(...question);
    },
    withReplicas: (replicas) => {
      own = true;
      return asked.withReplicas(replicas);
    },
    onAnswer: (answer) => { answers.push(answer); },
  };
  const windowed = [...windowCells(set, listening), ...endsCells(set, listening)];
  const forEveryCount = provedForEveryCount(windowed);
  const explored = set.replicas > mostReplicas(set) ? notModelled(set, listening, forEveryCount) : exploredCells(set, listening, forEveryCount, notes);
  return { decided: [...windowed, ...explored], notes, answers, questions, own };
}
