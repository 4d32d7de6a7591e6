/** A scenario: what the recorder is to do with a set. recorder/README.md describes the form. */
import type { Trace } from './trace-format';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

export interface Scenario extends Fields {
  readonly name: string;
  readonly set: Fields;
  readonly steps: readonly Fields[];
}

/** In the order in which they are written. */
const SCENARIO_FIELDS = ['name', 'doc', 'cache', 'gates', 'set'];
const ACTION_FIELDS = ['a', 'o', 'obj', 'p', 's', 'n', 'kind', 'verb', 'e', 'times', 'policy', 'arg'];

/** What was done in a trace, without what came of it. */
export function scenarioOf(trace: Trace): Scenario {
  const steps = trace.steps.map((step) => only(step as unknown as Fields, ACTION_FIELDS));
  return { ...only(trace as unknown as Fields, SCENARIO_FIELDS), steps } as unknown as Scenario;
}

const only = (fields: Fields, names: readonly string[]) => (
  Object.fromEntries(names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]))
);

/** As a file that the recorder reads, a line to each step. */
export function scenarioText(scenario: Scenario): string {
  const fields = Object.entries(only(scenario, SCENARIO_FIELDS)).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  return `{\n${fields.join('')}"steps": [\n${scenario.steps.map((step) => JSON.stringify(step)).join(',\n')}\n]\n}\n`;
}
