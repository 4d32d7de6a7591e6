import { GUARANTEES, PROBLEMS } from './tla-problems';
import { tlc, tools } from './tlc';
import { tla } from '../../src/export/tla';
import { PROPERTIES } from '../../src/export/tla/guarantees';
import { check } from '../../src/prove/check';
import { monitorsFor } from '../../src/prove/guarantees';

/**
 * Goal: TLC finds the problem that we explore in the module that we write. Method: as many distinct states and as many levels of them, no violation of what we say
 * holds, and a violation of each property that we say is violated, on problems that between them have everything that the module covers.
 */
const jar = tools();
const MANY = 100_000;

const configuration = (properties: readonly string[]): string => `SPECIFICATION Spec\nINVARIANT TypeOK\n${properties.map((name) => `PROPERTY ${name}\n`).join('')}CHECK_DEADLOCK FALSE\n`;

/** What we say of each property: those that hold, and those that do not. */
function verdicts(problem: (typeof PROBLEMS)[number][1]): { states: number; depth: number; held: string[]; violated: string[] } {
  const { exploration, violations, stuck } = check(problem, monitorsFor(GUARANTEES), { maxStates: MANY });
  expect(exploration).toMatchObject({ frontier: 0 });
  expect(exploration).not.toHaveProperty('reduced');
  const claims = PROPERTIES.map(({ guarantee, name }): [string, boolean] => [name, !violations.has(guarantee)]);
  if (!problem.everyStart) claims.push(['Converges', stuck.size === 0]);
  const names = (holds: boolean) => claims.filter(([, held]) => held === holds).map(([name]) => name);
  return { states: exploration.states, depth: exploration.depth + 1, held: names(true), violated: names(false) };
}

test.each(PROBLEMS)('%s', (name, problem) => {
  const exported = tla({ title: name, problem, guarantees: GUARANTEES, converges: 'rollout/converges', version: '0', name, set: problem });
  const { states, depth, held, violated } = verdicts(problem);
  const said = tlc(jar, name, exported, configuration(held));
  expect({ states: said.states, depth: said.depth, violated: said.violated, output: said.violated === undefined && said.states === states ? '' : said.output })
    .toEqual({ states, depth, violated: undefined, output: '' });
  for (const property of violated) expect(tlc(jar, name, exported, configuration([property])).violated).toBe(property);
});
