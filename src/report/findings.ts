import { label, type Label, SEVERITY_LABEL } from './matrix';
import { failsOn } from '../manifest/diagnostic';
import type { Diagnostic, Severity } from '../manifest/diagnostic';
import { groupedBy } from '../manifest/grouped';
import { perObject } from '../manifest/per-object';
import { stepsOf as lengthOf } from '../prove/late-counterexample';
import { EVERY_COUNT, type Cell, type SetReport } from '../prove/report';

/** One mistake, told once, however many scenarios show it. */
export interface Finding {
  readonly label: Label;
  readonly diagnostic: Diagnostic;
  /** The cell with the shortest counterexample, of a scenario if there is one. Absent where reading alone found it. */
  readonly cell?: Cell;
  /** The other scenarios that show the same. */
  readonly alsoIn: readonly string[];
}

/** The findings of a set, by rule and message. Asked for where they are told, and where it is said which is the worst. */
export const findings = perObject((set: SetReport): readonly Finding[] => {
  const refuted = set.cells.filter((each) => each.verdict === 'REFUTED' || each.verdict === 'INVALID');
  const groups = groupedBy(refuted, (cell) => {
    const { rule, message } = diagnosticOf(cell, set);
    return JSON.stringify([label(cell), rule, message]);
  });
  const fromCells = [...groups.values()].map((cells) => {
    const [cell, ...others] = [...cells].sort((a, b) => Number(inWindow(a)) - Number(inWindow(b)) || stepsOf(a) - stepsOf(b));
    return { label: label(cell), diagnostic: diagnosticOf(cell, set), cell, alsoIn: [...new Set(others.map((other) => other.scenario))] };
  });
  return [...fromCells, ...set.diagnostics.map(findingOf)];
});

/** Whether a finding is of those that fail a run, given the least severity that does. */
export function fails(finding: Finding, failOn: Severity): boolean {
  if (finding.label === 'INVALID') return true;
  return finding.label !== 'ACCEPTED' && failsOn(failOn, finding.diagnostic.severity);
}

/** A finding that no exploration was needed for. */
export function findingOf(diagnostic: Diagnostic): Finding {
  return { label: SEVERITY_LABEL[diagnostic.severity], diagnostic, alsoIn: [] };
}

/** A window begins in the midst of things, so its counterexample is the harder one to follow. */
function inWindow(cell: Cell): boolean {
  return cell.scenario === EVERY_COUNT;
}

function stepsOf(cell: Cell): number {
  return cell.counterexample === undefined ? 0 : lengthOf(cell.counterexample);
}

function diagnosticOf(cell: Cell, set: SetReport): Diagnostic {
  return cell.diagnostic ?? { rule: cell.guarantee, severity: cell.severity, message: cell.counterexample?.ending ?? cell.claim, where: set.where };
}
