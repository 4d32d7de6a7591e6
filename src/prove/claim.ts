import type { Outcome } from './check';
import type { Ends } from './every-count/ends';
import type { Window } from './every-replica-count';
import { kubernetesText } from './kubernetes';
import { plural } from './plural';
import { thousands } from './thousands';
import type { Traits } from './traits';
import { CACHE, FAULT_CRASHED, FAULT_DELETED, FAULT_FAILED, FAULT_INTERRUPTED, FAULT_NODE_LOST, FAULT_REFUSED, FAULT_UNREADY, NODE_RETURNED } from '../cluster/label';
import { EDIT_DRAIN_ANY_NODE } from '../cluster/problem';
import type { Problem } from '../cluster/problem';

/** The faults by their actor. */
const FAULT_NAMES: readonly (readonly [number, string])[] = [
  [FAULT_CRASHED, 'container crashed'], [FAULT_UNREADY, 'readiness lost'], [FAULT_FAILED, 'pod failed'], [FAULT_DELETED, 'pod deleted'],
  [FAULT_INTERRUPTED, 'sync interrupted'], [FAULT_REFUSED, 'write refused'], [FAULT_NODE_LOST, 'node lost'],
];

/** What else must have happened for a proof to be about what its scenario says: a node that returned, a cache that lagged. */
export const witnessNames = ({ faults, nodeFaults, staleCaches }: Problem): readonly (readonly [number, string])[] => [
  ...faults === 0 ? [] : FAULT_NAMES.filter(([actor]) => actor !== FAULT_NODE_LOST || nodeFaults),
  ...nodeFaults ? [[NODE_RETURNED, 'node returned'] as const] : [],
  ...staleCaches ? [[CACHE, 'cache behind'] as const] : [],
];

/** Whether an actor took a step in the exploration. */
export const happened = (outcome: Pick<Outcome, 'actors'>, actor: number): boolean => (outcome.actors >>> actor & 1) === 1;

/** Only faults that did happen are claimed: a sync that makes one write, say, cannot be interrupted half-way. */
const namesOf = (outcome: Pick<Outcome, 'actors'>): string => FAULT_NAMES.filter(([actor]) => happened(outcome, actor)).map(([, name]) => name).join(', ');

function faultsOf(problem: Problem, outcome: Outcome): string {
  if (problem.faults === 0) return 'no fault';
  return `at most ${plural(problem.faults, 'fault')} among {${namesOf(outcome)}}`;
}

function extent({ exploration }: Outcome): string {
  const frontier = exploration.frontier === 0 ? 'frontier empty' : `${thousands(exploration.frontier)} states not expanded`;
  // The layers of a reduced search are no distances.
  return `${thousands(exploration.states)} states${exploration.reduced ? ' after reductions' : `, depth ${exploration.depth}`}, ${frontier}`;
}

const under = ({ kubernetes: { version, changed } }: Traits): string => `Kubernetes ${kubernetesText(version, changed)}`;

const faultsAmong = (outcome: Pick<Outcome, 'actors'>): string => `faults among {${namesOf(outcome)}}`;

export const claimForEveryCount = (set: Traits, title: string, window: Window, outcome: Outcome): string =>
  `However many replicas, under ${under(set)}, with any number of scalings, partitions, template changes and ${faultsAmong(outcome)}, fresh caches${window.with}: `
  + `${title}. Window of ${plural(window.ordinals, 'ordinal')}, ${extent(outcome)}.`;

/** The same of what all runs come to, with the most steps that are left once users and faults stop. */
export const claimForEveryEnd = (set: Traits, title: string, changes: string, { rank, states, actors, together }: Ends, proved: boolean): string =>
  `However many replicas, under ${under(set)}, with any number of ${changes}${faultsAmong({ actors })}, fresh caches, fair controllers and kubelets, a node for every pod: ${title}. `
  + `Once users and faults stop, at most ${plural(rank, 'step')} for each ordinal that is wanted or has a pod: `
  + `window of 1 ordinal, ${thousands(states)} states without a cycle of such steps, and ${proved ? `no ${together}` : together} ordinals that stay where the spec is not met.`;

/** What is taken for granted: of the caches, and of where pods can be. */
const given = (set: Traits, { staleCaches, nodes }: Problem): string =>
  `${staleCaches ? 'caches that lag behind' : 'fresh caches'}, fair controllers and kubelets, ${nodes ? set.clusterText : 'a node for every pod'}`;

function drainsIn({ edits }: Problem): string {
  const count = edits.filter(({ kind }) => kind === EDIT_DRAIN_ANY_NODE).length;
  return count === 0 ? '' : ` (${plural(count, 'drain')})`;
}

export function claimFor(set: Traits, problem: Problem, title: string, scenario: string, outcome: Outcome): string {
  const standFor = problem.replicas < set.replicas ? ` (they stand for ${set.replicas}: what happens to more also happens to these)` : '';
  return `For ${plural(problem.replicas, 'replica')}${standFor} under ${under(set)}, when ${scenario}${drainsIn(problem)}, with ${faultsOf(problem, outcome)}, `
    + `${given(set, problem)}: ${title}. ${extent(outcome)}.`;
}
