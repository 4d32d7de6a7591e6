import type { Asked } from './asked';
import { STATIC, type Cell } from './report';
import { STATIC_RULES } from './static';
import type { Subject } from './subject';
import type { Diagnostic } from '../manifest/diagnostic';
import type { Manifests } from '../manifest/objects';

/** What reading the manifests decides: a guarantee is a cell of the matrix, with its first finding; others that it has, and hygiene, are told besides. */
export function staticCells(subject: Subject, manifests: Manifests, { guarantees }: Pick<Asked, 'guarantees'>): { cells: Cell[]; diagnostics: Diagnostic[] } {
  const cells: Cell[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { id, title, check } of STATIC_RULES.filter((rule) => guarantees.includes(rule.id))) {
    const found = check(subject, manifests);
    if (id.startsWith('hygiene/')) {
      diagnostics.push(...found);
      continue;
    }
    const cell = { guarantee: id, scenario: STATIC, claim: `By reading the manifests: ${title}.`, witnesses: [] };
    const [diagnostic, ...more] = found;
    diagnostics.push(...more);
    cells.push(diagnostic === undefined ? { ...cell, verdict: 'PROVED', severity: 'error' } : { ...cell, verdict: 'REFUTED', severity: diagnostic.severity, diagnostic });
  }
  return { cells, diagnostics };
}
