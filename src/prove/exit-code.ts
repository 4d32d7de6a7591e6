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
  const cells = sets.flatMap((set) => set.cells).filter((cell) => cell.accepted === undefined);
  const found = [...diagnostics, ...sets.flatMap((set) => set.diagnostics)];
  const isRefuted = ({ verdict, severity, everySet }: Cell) => verdict === 'INVALID' || verdict === 'REFUTED' && everySet !== true && fails(severity);
  if (found.some(({ severity }) => fails(severity)) || cells.some(isRefuted)) return 1;
  // A set of which nothing was asked is not proved, and neither is nothing.
  const open = sets.length === 0 || sets.some((set) => set.cells.length === 0) || cells.some((cell) => cell.verdict !== 'PROVED' && cell.verdict !== 'REFUTED');
  return open ? 3 : 0;
}
