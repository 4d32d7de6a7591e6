/** Makes a scenario smaller as long as what it shows stays: steps are left out, and what is left is made simpler. */
import type { Json, Scenario } from './live-scenario';

/** Whether each of these still shows it. They come many at a time, because to start a recorder takes longer than to record. */
export type Shows = (candidates: readonly Scenario[]) => readonly boolean[];

/** The result shows it, and neither with a step less nor with a simpler value would it. */
export function shrink(scenario: Scenario, shows: Shows): Scenario {
  const smaller = reduced(withFewerSteps(scenario, shows), simplerScenarios, shows);
  return smaller === scenario ? scenario : shrink(smaller, shows);
}

/** Takes the first candidate that shows it, and that one's first, until none does. */
function reduced(scenario: Scenario, candidatesOf: (scenario: Scenario) => readonly Scenario[], shows: Shows): Scenario {
  const candidates = candidatesOf(scenario);
  const smaller = candidates.length === 0 ? undefined : candidates[shows(candidates).indexOf(true)];
  return smaller === undefined ? scenario : reduced(smaller, candidatesOf, shows);
}

/** Delta debugging (Zeller and Hildebrandt, 2002), complements only: leaves out ever shorter runs of steps. */
function withFewerSteps(scenario: Scenario, shows: Shows): Scenario {
  let smallest = scenario;
  for (let size = scenario.steps.length; size >= 1; size = size === 1 ? 0 : Math.ceil(Math.min(size, smallest.steps.length) / 2)) {
    smallest = reduced(smallest, (candidate) => withoutRuns(candidate, size), shows);
  }
  return smallest;
}

/** The latest steps go first: what comes after a divergence never matters. */
function withoutRuns(scenario: Scenario, size: number): Scenario[] {
  const { steps } = scenario;
  const ends = Array.from({ length: Math.ceil(steps.length / size) }, (_, index) => steps.length - index * size);
  return ends.flatMap((end) => {
    const shorter = withSteps(scenario, [...steps.slice(0, Math.max(end - size, 0)), ...steps.slice(end)]);
    return [shorter, ...renumbered(shorter)];
  });
}

/** Revisions are numbered as they come. Where the step is left out that brought one, the later ones are one less. */
function renumbered(scenario: Scenario): Scenario[] {
  const numberOf = ({ arg }: Scenario['steps'][number]) => Number(/^r(\d+)$/.exec(String(arg))?.[1] ?? 0);
  const less = scenario.steps.map((step) => numberOf(step) > 1 ? { ...step, arg: `r${numberOf(step) - 1}` } : step);
  return scenario.steps.some((step) => numberOf(step) > 1) ? [withSteps(scenario, less)] : [];
}

/** The steps stay as many as they are, and the name stays. */
function simplerScenarios(scenario: Scenario): Scenario[] {
  const { name, set, steps, ...rest } = scenario;
  const heads = simplerValues(rest).map((head) => ({ ...(head as object), name, set, steps }) as Scenario);
  const sets = simplerValues(set).map((simpler) => ({ ...scenario, set: simpler }) as Scenario);
  const bodies = steps.flatMap(({ a, ...fields }, index) => (
    simplerValues(fields).map((simpler) => withSteps(scenario, [...steps.slice(0, index), { a, ...(simpler as object) }, ...steps.slice(index + 1)]))
  ));
  return [...heads, ...sets, ...bodies];
}

/** Of an object or a list, with a member less or one member simpler; of a number, ones nearer to 0. The boldest come first. */
function simplerValues(value: Json): Json[] {
  if (typeof value === 'number') {
    return [...new Set([0, Math.trunc(value / 2), value - Math.sign(value)])].filter((simpler) => Math.abs(simpler) < Math.abs(value));
  }
  if (Array.isArray(value)) return value.map((_, index) => without(value, index));
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  const fewer = entries.map((_, index) => Object.fromEntries(without(entries, index)));
  return [...fewer, ...entries.flatMap(([key, member]) => simplerValues(member).map((simpler) => ({ ...value, [key]: simpler })))];
}

const withSteps = (scenario: Scenario, steps: Scenario['steps']): Scenario => ({ ...scenario, steps });
const without = <T>(list: readonly T[], index: number): T[] => [...list.slice(0, index), ...list.slice(index + 1)];
