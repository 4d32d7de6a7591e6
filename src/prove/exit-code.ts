import type { Cell, SetReport } from './report';
import { failsOn } from '../manifest/diagnostic';
import type { Diagnostic, Severity } from '../manifest/diagnostic';
import { ADMITTED } from '../manifest/findings';

/**
 * What no manifest of a kind avoids fails no run: it would be one that nobody can mend.
 *
 * @returns 2 where something could not be read, else 1 where something is refuted or refused by the API server, else 3 where something stays open, else 0.
 */
export function exitCodeOf(diagnostics: readonly Diagnostic[], sets: readonly SetReport[], failOn: Severity): number {
  const fails = (severity: Severity) => failsOn(failOn, severity);
  const unreadable = diagnostics.some(({ rule, severity }) => severity === 'error' && rule !== ADMITTED);
  if (unreadable) return 2;
  const isRefuted = ({ verdict, severity, everySet, accepted }: Cell) =>
    accepted === undefined && (verdict === 'INVALID' || verdict === 'REFUTED' && everySet !== true && fails(severity));
  const isFound = ({ severity }: Diagnostic) => fails(severity);
  if (diagnostics.some(isFound) || sets.some((set) => set.diagnostics.some(isFound) || set.cells.some(isRefuted))) return 1;
  const isOpen = ({ verdict, accepted }: Cell) => accepted === undefined && verdict !== 'PROVED' && verdict !== 'REFUTED';
  // A set of which nothing was asked is not proved, and neither is nothing.
  return sets.length === 0 || sets.some(({ cells }) => cells.length === 0 || cells.some(isOpen)) ? 3 : 0;
}
