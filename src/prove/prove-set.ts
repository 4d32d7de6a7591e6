import { acceptedBy } from './accept';
import { promised } from './asked';
import { hasNoPlace } from './decide';
import type { Decisions } from './decided';
import { GUARANTEES } from './guarantees';
import { inWords } from './in-words';
import type { AskedOfAll } from './kinds';
import { patchNote } from './patch-note';
import { READINESS_ANNOTATION, READINESS_MODELS } from './readiness';
import type { Cell, SetReport, Verdict } from './report';
import { SCENARIOS } from './scenarios';
import { OBSTACLES, STATIC_RULES } from './static';
import { staticCells } from './static-cells';
import type { Subject } from './subject';
import { ADMITTED } from '../manifest/findings';
import type { Manifests } from '../manifest/objects';

/** So many are asked for when none is named. */
const ALL_GUARANTEES = GUARANTEES.length + STATIC_RULES.length;

/**
 * A guarantee that no scenario put to the test is not proved by them: it is said so, once. Not where only some scenarios were asked for,
 * unless the guarantee was asked for by name; and not where a scenario that would test it is left out with its reason.
 */
function vacuousCells(subject: Subject, cells: readonly Cell[], asked: AskedOfAll): Cell[] {
  if (asked.scenarios.length < SCENARIOS.length && asked.guarantees.length === ALL_GUARANTEES) return [];
  if (cells.some(hasNoPlace)) return [];
  const named = asked.guarantees.length < ALL_GUARANTEES;
  const untested = promised(subject, asked).filter(({ id, monitor }) => (named || monitor !== undefined) && !cells.some((cell) => cell.guarantee === id));
  return untested.map(({ id, title }) => ({
    guarantee: id,
    scenario: 'all',
    verdict: 'VACUOUS',
    claim: `No scenario puts it to the test that ${title}.`,
    severity: 'error',
    witnesses: [{ name: id, reached: false }],
  }));
}

/** What there is to say before anything is explored. */
function remarks(subject: Subject): string[] {
  const { unknown } = subject.readiness;
  const patch = patchNote(subject.kubernetes.version);
  return [
    ...patch === undefined ? [] : [patch],
    ...subject.notDecided.map((what) => `not decided here: ${what}`),
    ...unknown === undefined ? [] : [`the annotation ${READINESS_ANNOTATION} is ${unknown}, which is none of ${READINESS_MODELS.join(', ')}: it is not used`],
  ];
}

const WORST_FIRST: readonly Verdict[] = ['INVALID', 'REFUTED', 'NOT MODELLED', 'BOUNDED', 'VACUOUS', 'PROVED'];

/** What the author can do nothing about, or has accepted, does not spoil the verdict. It is said all the same. */
const counts = (cell: Cell): boolean => cell.accepted === undefined && !(cell.verdict === 'REFUTED' && cell.severity !== 'error');

const worstOf = (cells: readonly Cell[]): Verdict => WORST_FIRST.find((verdict) => cells.some((cell) => cell.verdict === verdict && counts(cell))) ?? 'PROVED';

/** What is known of all sets of its kind. */
export interface OfItsKind {
  readonly promises: readonly string[];
  /** Explores all that is asked, if nobody has. */
  readonly decisions: () => Decisions;
}

/** What has to be explored, or the reason why it would come to nothing. */
function provedCells(subject: Subject, manifests: Manifests, asked: AskedOfAll, read: readonly Cell[], { decisions }: OfItsKind, tell: string[]): Cell[] {
  const [obstacle] = OBSTACLES.flatMap(({ check }) => check(subject, manifests));
  if (obstacle !== undefined) {
    tell.push(`nothing is explored as long as ${obstacle.rule} is refuted`);
    return [];
  }
  const { decided, notes } = decisions();
  tell.push(...notes);
  const found = decided.map((each) => inWords(subject, each, asked));
  return [...found, ...vacuousCells(subject, [...read, ...found], asked)];
}

/** All that is said of one set. The API server's warnings are told with the hygiene. */
export function proveSet(subject: Subject, manifests: Manifests, asked: AskedOfAll, kind: OfItsKind): SetReport {
  const accepted = acceptedBy(subject);
  const notes = [...accepted.notes, ...remarks(subject), ...kind.promises];
  const { cells: read, diagnostics: hygiene } = staticCells(subject, manifests, asked);
  const diagnostics = [...hygiene, ...asked.guarantees.includes(ADMITTED) ? subject.manifest.warnings : []];
  const cells = [...read, ...provedCells(subject, manifests, asked, read, kind, notes)].map((cell) => {
    const reason = accepted.reasons.get(cell.guarantee);
    return cell.verdict === 'REFUTED' && reason !== undefined ? { ...cell, accepted: reason } : cell;
  });
  for (const [rule, reason] of accepted.reasons) {
    // An accepted cell carries its reason; an accepted finding of hygiene is left out and said here.
    if (diagnostics.some((diagnostic) => diagnostic.rule === rule)) notes.push(`accepted ${rule}: ${reason}`);
    else if (!cells.some((cell) => cell.guarantee === rule && cell.accepted !== undefined)) notes.push(`nothing was found to accept for ${rule}: ${reason}`);
  }
  return {
    name: subject.name,
    namespace: subject.namespace,
    where: subject.manifest.at(),
    replicas: subject.replicas,
    podManagementPolicy: subject.parallel ? 'Parallel' : 'OrderedReady',
    readiness: subject.readiness.text,
    cluster: subject.clusterText,
    verdict: worstOf(cells),
    cells,
    diagnostics: diagnostics.filter((diagnostic) => !accepted.reasons.has(diagnostic.rule)),
    notes,
  };
}
