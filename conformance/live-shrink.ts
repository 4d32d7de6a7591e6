/** Makes a scenario smaller as long as what it shows stays: steps are left out, and what is left is made simpler. */
import type { Json, Scenario } from './live-scenario';

/** Whether each of these still shows it. They come many at a time, because to start a recorder takes longer than to record. */
export type Shows = (candidates: readonly Scenario[]) => readonly boolean[];

/** The result shows it, and neither with a step less nor with a simpler value would it. */
export function shrink(scenario: Scenario, shows: Shows): Scenario {
  const smaller = madeSimpler(withFewerSteps(scenario, shows), shows);
  return smaller === scenario ? scenario : shrink(smaller, shows);
}

const firstThatShows = (candidates: readonly Scenario[], shows: Shows) => candidates.length === 0 ? undefined : candidates[shows(candidates).indexOf(true)];

/** Delta debugging (Zeller and Hildebrandt, 2002), complements only: leaves out ever smaller runs of steps, the latest first. */
function withFewerSteps(scenario: Scenario, shows: Shows): Scenario {
  let smallest = scenario;
  for (let size = smallest.steps.length; size >= 1; size = size === 1 ? 0 : Math.ceil(Math.min(size, smallest.steps.length) / 2)) {
    for (let smaller = firstThatShows(withoutRuns(smallest, size), shows); smaller !== undefined; smaller = firstThatShows(withoutRuns(smallest, size), shows)) smallest = smaller;
  }
  return smallest;
}

function withoutRuns({ steps, ...rest }: Scenario, size: number): Scenario[] {
  const ends = Array.from({ length: Math.ceil(steps.length / size) }, (_, index) => steps.length - index * size);
  return ends.map((end) => ({ ...rest, steps: [...steps.slice(0, Math.max(end - size, 0)), ...steps.slice(end)] }) as Scenario);
}

function madeSimpler(scenario: Scenario, shows: Shows): Scenario {
  let simplest = scenario;
  for (let simpler = firstThatShows(simplerScenarios(simplest), shows); simpler !== undefined; simpler = firstThatShows(simplerScenarios(simplest), shows)) simplest = simpler;
  return simplest;
}

/** The steps stay as many as they are, and the name stays. */
function simplerScenarios(scenario: Scenario): Scenario[] {
  const { name, set, steps, ...rest } = scenario;
  const heads = simplerValues(rest).map((head) => ({ ...(head as object), name, set, steps }) as Scenario);
  const sets = simplerValues(set).map((simpler) => ({ ...scenario, set: simpler }) as Scenario);
  const bodies = steps.flatMap((step, index) => {
    const { a, ...fields } = step;
    return simplerValues(fields).map((simpler) => ({ ...scenario, steps: [...steps.slice(0, index), { a, ...(simpler as object) }, ...steps.slice(index + 1)] }) as Scenario);
  });
  return [...heads, ...sets, ...bodies];
}

/** Of an object or a list, with a member less or one member simpler; of a number, ones nearer to 0. The boldest come first. */
function simplerValues(value: Json): Json[] {
  if (typeof value === 'number') return [...new Set([0, Math.trunc(value / 2), value - Math.sign(value)])].filter((simpler) => Math.abs(simpler) < Math.abs(value));
  if (Array.isArray(value)) return value.map((_, index) => without(value, index));
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  const fewer = entries.map((_, index) => Object.fromEntries(without(entries, index)));
  return [...fewer, ...entries.flatMap(([key, member]) => simplerValues(member).map((simpler) => ({ ...value, [key]: simpler })))];
}

const without = <T>(list: readonly T[], index: number): T[] => [...list.slice(0, index), ...list.slice(index + 1)];
