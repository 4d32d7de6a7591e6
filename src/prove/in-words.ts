import type { Asked } from './asked';
import type { Decided } from './decided';
import { exactWindow } from './every-replica-count';
import { counterexampleOf, diagnosticOf, explanationOf } from './refutation';
import type { Cell } from './report';
import { SCENARIOS } from './scenarios';
import { type Subject, subjectWith } from './subject';

/** What is decided about all sets of a kind, in the words of one of them. The finding stands at a place in its manifest. */
export function inWords(subject: Subject, decided: Decided, asked: Pick<Asked, 'scenarios'>): Cell {
  if (!('refutation' in decided)) return decided;
  const { refutation, ...cell } = decided;
  const { guarantee, scenario, fewerReplicas } = refutation;
  const explored = fewerReplicas === undefined ? subject : subjectWith(subject, fewerReplicas);
  const explanation = explanationOf(explored, refutation);
  return {
    ...cell,
    severity: explanation.severity,
    // Whoever asks for the scenario by name wants to know.
    ...explanation.everySet && asked.scenarios.length === SCENARIOS.length ? { everySet: true } : {},
    counterexample: counterexampleOf(explored, refutation, () => scenario === undefined ? exactWindow(subject, guarantee)!.subject : explored),
    diagnostic: diagnosticOf(subject, guarantee.id, explanation),
  };
}
