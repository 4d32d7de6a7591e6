import { counted, wrap } from './layout';
import type { Palette } from './palette';
import { groupedBy } from '../manifest/grouped';
import { perObject } from '../manifest/per-object';
import { EVERY_COUNT, STATIC, type Cell, type SetReport, type Verdict } from '../prove/report';
import { thousands } from '../prove/thousands';

/** What the row of a guarantee is headed with. A refutation that does not fail the run by itself says of which kind it is. */
export type Label = Verdict | 'LIMIT' | 'QUESTION' | 'WARNING' | 'ACCEPTED';

/** From the worst: a guarantee is worth no more than its worst scenario. */
const WORST_FIRST: readonly Label[] = ['REFUTED', 'INVALID', 'BOUNDED', 'VACUOUS', 'NOT MODELLED', 'QUESTION', 'LIMIT', 'WARNING', 'ACCEPTED', 'PROVED'];

export const SEVERITY_LABEL = { error: 'REFUTED', limit: 'LIMIT', question: 'QUESTION', warning: 'WARNING' } as const;

export function label({ verdict, accepted, severity }: Cell): Label {
  if (verdict !== 'REFUTED') return verdict;
  return accepted === undefined ? SEVERITY_LABEL[severity] : 'ACCEPTED';
}

function worstOf(cells: readonly Cell[]): Label {
  const labels = new Set(cells.map(label));
  return labels.size === 1 ? [...labels][0] : WORST_FIRST.find((each) => labels.has(each))!;
}

/** A guarantee with what there is to say of it. */
interface Row { readonly guarantee: string; readonly label: Label; readonly cells: readonly Cell[] }

/** The cells of each guarantee, in the order in which the guarantees first appear. Asked for by the matrix of a set and by the summary of all. */
export const byGuarantee = perObject((set: SetReport): readonly Row[] =>
  [...groupedBy(set.cells, ({ guarantee }) => guarantee)].map(([guarantee, cells]) => ({ guarantee, cells, label: worstOf(cells) })));

/** One line for each guarantee, the worst first, then what is proved; what reading alone could settle shares a line. */
export function matrix(set: SetReport, palette: Palette): string[] {
  // Hygiene is not proved, only found: then the findings say all.
  if (set.cells.length === 0 && set.diagnostics.length > 0) return [];
  if (set.cells.length === 0) return [palette.doubtful('  nothing of what was asked applies to this set, so nothing is proved')];
  const rows = [...byGuarantee(set)].sort((a, b) => WORST_FIRST.indexOf(a.label) - WORST_FIRST.indexOf(b.label));
  const read = rows.filter((row) => row.label === 'PROVED' && row.cells.every((cell) => cell.scenario === STATIC));
  const labelWidth = Math.max(0, ...rows.map((row) => row.label.length));
  const nameWidth = Math.max(0, ...rows.filter((row) => !read.includes(row)).map((row) => row.guarantee.length));
  const line = (head: Label, name: string, text: string) => {
    const lead = `  ${head.padEnd(labelWidth)}  ${name}`;
    const [first, ...rest] = wrap(text, `${lead}  `);
    return [`  ${colour(head, palette)(head)}${first.slice(2 + head.length)}`, ...rest];
  };
  return [
    ...rows.filter((row) => !read.includes(row)).flatMap((row) => line(row.label, row.guarantee.padEnd(nameWidth), rowWords(row.label, row.cells))),
    ...(read.length > 0 ? line('PROVED', 'by reading', read.map((row) => row.guarantee).join(', ')) : []),
    ...evidence(set).map(palette.faint),
  ];
}

export function colour(head: Label, palette: Palette): (text: string) => string {
  if (head === 'PROVED') return palette.good;
  return head === 'REFUTED' || head === 'INVALID' ? palette.bad : palette.doubtful;
}

const REFUTED: readonly Label[] = ['REFUTED', 'LIMIT'];

function rowWords(worst: Label, cells: readonly Cell[]): string {
  if (worst === 'PROVED') return provedWords(cells);
  const others = cells.filter((cell) => label(cell) !== worst);
  return [
    whyNotProved(worst, cells.filter((cell) => label(cell) === worst)),
    // A window says what it leaves out in its claim: what is refuted beside it is such a thing.
    ...others.filter((cell) => cell.scenario === EVERY_COUNT).map((cell) => `${REFUTED.includes(worst) ? 'otherwise ' : ''}${label(cell).toLowerCase()} for ${EVERY_COUNT}`),
    ...WORST_FIRST.flatMap((each) => {
      const count = others.filter((cell) => cell.scenario !== EVERY_COUNT && label(cell) === each).length;
      return count > 0 ? [`${each.toLowerCase()} in ${counted(count, 'other scenario')}`] : [];
    }),
  ].join('; ');
}

function whyNotProved(worst: Label, cells: readonly Cell[]): string {
  switch (worst) {
    case 'BOUNDED': return byReason(cells, boundedReason);
    case 'VACUOUS': return byReason(cells, vacuousReason);
    case 'INVALID': return 'the API server refuses the set';
    case 'NOT MODELLED': return [...new Set(cells.map((cell) => cell.diagnostic?.message ?? cell.claim))].join('; ');
    case 'ACCEPTED': return [...new Set(cells.map((cell) => `accepted: ${cell.accepted}`))].join('; ');
    case 'QUESTION': return 'open: the files given do not decide it';
    default: return `${worst === 'REFUTED' ? '' : 'refuted '}${cells.every((cell) => cell.scenario === STATIC) ? 'by reading' : `in ${scenarioNames(cells)}`}`;
  }
}

/** How many scenarios are named before the others are only counted. */
const NAMED = 3;

function scenarioNames(cells: readonly Cell[]): string {
  const names = cells.slice(0, NAMED).map((cell) => cell.scenario).join(', ');
  return cells.length > NAMED ? `${names} and ${cells.length - NAMED} more` : names;
}

/** The scenarios that have the same reason, named together. */
function byReason(cells: readonly Cell[], reason: (cell: Cell) => string): string {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) groups.set(reason(cell), [...groups.get(reason(cell)) ?? [], cell]);
  return [...groups].map(([words, same]) => `${scenarioNames(same)}: ${words}, not a proof`).join('; ');
}

function boundedReason({ bounded, exploration }: Cell): string {
  if (bounded !== undefined) return bounded;
  return exploration && exploration.frontier > 0
    ? `${exploration.stopped ?? 'stopped'} at ${counted(exploration.states, 'state')} with ${thousands(exploration.frontier)} not expanded`
    : 'explored in part';
}

function vacuousReason(cell: Cell): string {
  const missing = cell.witnesses.filter((witness) => !witness.reached).map((witness) => withoutKind(witness.name));
  return missing.length > 0 ? `never seen: ${missing.join(', ')}` : 'what it speaks of never happened';
}

function provedWords(cells: readonly Cell[]): string {
  const every = cells.filter((cell) => cell.scenario === EVERY_COUNT);
  const concrete = cells.filter((cell) => cell.scenario !== EVERY_COUNT && cell.scenario !== STATIC);
  const states = concrete.reduce((total, cell) => total + (cell.exploration?.states ?? 0), 0);
  const frontier = frontierOf(cells);
  return [
    ...every.map(({ exploration }) => `${EVERY_COUNT} (${exploration?.window === undefined ? '' : `window ${exploration.window}, `}${counted(exploration?.states ?? 0, 'state')})`),
    ...(concrete.length > 0 ? [`${counted(concrete.length, 'scenario')} (${counted(states, 'state')})`] : []),
    // A proof with a frontier is a contradiction, and whoever reads it must be able to see it.
    ...(frontier > 0 ? [`frontier ${thousands(frontier)}`] : []),
  ].join(', ');
}

/** What is bounded or not modelled has more to explore, so the empty frontier is only claimed of the rest. */
function frontierWords(set: SetReport, proved: readonly Cell[]): string {
  if (frontierOf(proved) > 0) return 'not every frontier empty';
  return set.cells.some(({ verdict }) => verdict === 'BOUNDED' || verdict === 'NOT MODELLED') ? 'the frontier is empty where PROVED stands' : 'every frontier empty';
}

function frontierOf(cells: readonly Cell[]): number {
  return cells.reduce((total, cell) => total + (cell.exploration?.frontier ?? 0), 0);
}

/** Why the proofs are proofs: nothing was left to explore, and what they speak of did happen. */
function evidence(set: SetReport): string[] {
  const proved = set.cells.filter((cell) => cell.verdict === 'PROVED' && cell.exploration !== undefined);
  if (proved.length === 0) return [];
  const guarantees = new Set(set.cells.map(({ guarantee }) => guarantee));
  const happened = new Set<string>();
  const never = new Set<string>();
  for (const { witnesses } of proved) for (const { name, reached } of witnesses) if (!guarantees.has(name)) (reached ? happened : never).add(name);
  for (const name of happened) never.delete(name);
  return wrap([
    frontierWords(set, proved),
    ...(happened.size > 0 ? [`seen on the way: ${[...happened].map(withoutKind).join(', ')}`] : []),
    ...(never.size > 0 ? [`never seen: ${[...never].map(withoutKind).join(', ')}`] : []),
  ].join('; '), '  ');
}

/** `fault: pod failed` as `pod failed`. */
function withoutKind(witness: string): string {
  return witness.replace(/^fault: /, '');
}
