import type { Violation } from './validation';
import type { Severity } from '../manifest/diagnostic';
import type { Report, SetReport } from '../prove/report';
import { place } from '../report/finding';
import { fails, findingOf, findings, type Finding } from '../report/findings';
import { byGuarantee } from '../report/matrix';
import { harmless } from '../report/safe';

/** All that keeps a report from success, as violations. What does not fail the run is not among them: it would look as if it did. */
export function violations(report: Report, failOn: Severity): Violation[] {
  const shown = harmless(report);
  return [
    ...shown.diagnostics.map(findingOf).filter((finding) => fails(finding, failOn)).map((finding) => violation(finding)),
    ...shown.sets.flatMap((set) => findings(set).filter((finding) => fails(finding, failOn)).map((finding) => violation(finding, set))),
    ...(report.exitCode === 3 ? shown.sets.flatMap(inconclusive) : []),
  ];
}

function violation({ diagnostic, cell }: Finding, set?: SetReport): Violation {
  const where = diagnostic.where ?? set?.where;
  return {
    ruleName: diagnostic.rule,
    recommendation: diagnostic.reason === undefined ? diagnostic.message : `${diagnostic.message}: ${diagnostic.reason}`,
    fix: diagnostic.advice ?? cell?.counterexample?.remedy ?? 'see the rule in the documentation',
    violatingResources: [{ resourceName: set?.name ?? '', locations: where ? [place(where)] : [], manifestPath: where?.file ?? '' }],
  };
}

function inconclusive(set: SetReport): Violation[] {
  return byGuarantee(set).filter((row) => ['BOUNDED', 'VACUOUS', 'NOT MODELLED'].includes(row.label)).map(({ guarantee, label, cells }) => ({
    ruleName: guarantee,
    recommendation: `${label}, so not proved: ${cells.find((cell) => cell.verdict === label)!.claim}`,
    fix: 'see the log for what is missing',
    violatingResources: [{ resourceName: set.name, locations: [place(set.where)], manifestPath: set.where.file }],
  }));
}
