import type { Problem } from '../cluster/problem';
import type { Outcome } from './check';
import { WINDOW } from './every-replica-count';
import { KUBERNETES } from './kubernetes';

/** Digits in groups of three: 51,273. Written out, because the locale must not decide. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const FAULTS = 'readiness lost, pod failed, pod deleted, sync interrupted';

function extent({ exploration }: Outcome): string {
  const frontier = exploration.frontier === 0 ? 'frontier empty' : `${grouped(exploration.frontier)} states not expanded`;
  return `${grouped(exploration.states)} states, depth ${exploration.depth}, ${frontier}`;
}

export const claimForEveryCount = (title: string, outcome: Outcome): string =>
  `However many replicas, with any number of faults, scalings and template changes, under Kubernetes ${KUBERNETES}: ${title}. Window of ${WINDOW} ordinals, ${extent(outcome)}.`;

export function claimFor(problem: Problem, title: string, scenario: string, outcome: Outcome): string {
  const faults = problem.faults === 0 ? 'no fault' : `at most ${plural(problem.faults, 'fault')} among {${FAULTS}}`;
  return `For ${plural(problem.replicas, 'replica')} under Kubernetes ${KUBERNETES}, when ${scenario}, with ${faults}, fresh caches, fair controllers and kubelets: ${title}. ${extent(outcome)}.`;
}
