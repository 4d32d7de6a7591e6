import type { Actor } from './actor';
import { CONTROLLER_ACTORS, SYNCS } from './controller-actors';
import { CONVERGED, PROPERTIES, type Property } from './guarantees';
import { NODE_ACTORS, POD_FAULTS } from './node-actors';
import { USER_ACTORS } from './user-actors';
import type { Problem } from '../../cluster/problem';

const RULE = '-----------------------------------------------------------------------------';

/** Who takes steps in this problem. */
export const actorsOf = (problem: Problem): readonly Actor[] =>
  [...CONTROLLER_ACTORS, ...NODE_ACTORS, ...POD_FAULTS, ...USER_ACTORS].filter(({ acts }) => acts(problem));

export const actions = (problem: Problem): string =>
  `\n${RULE}\n\\* WHO TAKES STEPS.\n${actorsOf(problem).map(({ text }) => text(problem)).join('')}`;

const ofSet = (actors: readonly Actor[]) => actors.filter(({ each }) => each === 'set');
const ofOrdinals = (actors: readonly Actor[]) => actors.filter(({ each }) => each === 'ordinal');
const call = ({ name, each }: Actor): string => each === 'set' ? name : `${name}(i)`;
const weakly = (actor: Actor): string => actor.fairness ?? `WF_vars(${call(actor)})`;

const indented = (lines: readonly string[], by: string): string => lines.map((line) => `${by}${line}\n`).join('');

function next(actors: readonly Actor[]): string {
  return `Next ==\n${indented(ofSet(actors).map(call), '  \\/ ')}  \\/ \\E i \\in Ordinals :\n${indented(ofOrdinals(actors).map(call), '       \\/ ')}`;
}

function fairness(actors: readonly Actor[]): string {
  const fair = actors.filter((actor) => actor.fair);
  return `\\* What Kubernetes does by itself happens in the end, if it stays possible. Users and faults may stop.
Fairness ==\n${indented(ofSet(fair).map(weakly), '  /\\ ')}  /\\ \\A i \\in Ordinals :\n${indented(ofOrdinals(fair).map(weakly), '       /\\ ')}`;
}

/** Steps that need not happen, and that may go on for ever: those of a script or of counted faults come to an end. */
const ENDLESS = ['Resync', 'FreeEdit', 'StatusSaysComplete', 'Autoscale'];
const isEndless = ({ name, fair }: Actor, { faults }: Problem): boolean => ENDLESS.includes(name) || faults < 0 && !fair && name !== 'User';
const some = (actor: Actor): string => actor.each === 'set' ? actor.name : `(\\E i \\in Ordinals : ${call(actor)})`;

function converges(problem: Problem, actors: readonly Actor[]): string {
  const endless = actors.filter((actor) => isEndless(actor, problem)).map(some);
  const once = endless.length === 0 ? '' : `<>[][~(${endless.join(' \\/ ')})]_vars => `;
  const end = problem.brokenTemplates === 0 ? 'Converged' : '(Converged \\/ AsksForBroken)';
  return `${CONVERGED}
\\* From every reachable state, once ${endless.length === 0 ? 'users and faults' : 'users, faults and whoever else could go on for ever'} have stopped, the wanted state is reached.
Converges == ${once}<>[]${end}
`;
}

/** Next, fairness and the specification; what it is asked; and the configuration that asks it. */
export function specification(problem: Problem, asked: readonly Property[], live: boolean): { text: string; names: readonly string[] } {
  const actors = actorsOf(problem);
  const syncs = actors.filter(({ name }) => SYNCS.includes(name)).map(({ name }) => name);
  return {
    text: `
${RULE}
\\* THE SPECIFICATION.

${next(actors)}
${live ? `${fairness(actors)}\n` : ''}Spec == Init /\\ [][Next]_vars${live ? ' /\\ Fairness' : ''}

${RULE}
\\* WHAT IT IS ASKED.

BySync == ${syncs.join(' \\/ ')}
${asked.map(({ text }) => text(problem)).join('')}${live ? converges(problem, actors) : ''}`,
    names: [...asked.map(({ name }) => name), ...live ? ['Converges'] : []],
  };
}

/** The properties of these guarantees. The others are none of a module without nodes. */
export const propertiesOf = (guarantees: readonly string[]): readonly Property[] => PROPERTIES.filter(({ guarantee }) => guarantees.includes(guarantee));
