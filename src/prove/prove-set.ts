import { acceptedBy } from './accept';
import { Asked, promised } from './asked';
import { type ForEveryCount, provedForEveryCount } from './every-count/covered';
import { endsCells } from './every-count/ends-cells';
import { onlyTheseReplicas } from './every-count/outside';
import { GUARANTEES } from './guarantees';
import { patchNote } from './patch-note';
import { READINESS_ANNOTATION, READINESS_MODELS } from './readiness';
import type { Cell, SetReport, Verdict } from './report';
import { exploreScenario, scenarioCells } from './scenario-cells';
import { SCENARIOS, Scenario } from './scenarios';
import { OBSTACLES, STATIC_RULES } from './static';
import { staticCells } from './static-cells';
import type { Subject } from './subject';
import { windowCells } from './window-cells';
import { MAX_SLOTS } from '../cluster/fields';
import { READY_PEERS } from '../cluster/problem';
import { ADMITTED } from '../manifest/findings';
import type { Manifests } from '../manifest/objects';

/** So many are asked for when none is named. */
const ALL_GUARANTEES = GUARANTEES.length + STATIC_RULES.length;

/** The scenario that adds most replicas adds two, and each needs a slot; members that remember their peers need a bit for each of them. */
export const mostReplicas = ({ readiness }: Subject): number => (readiness.model === READY_PEERS ? MAX_REMEMBERED : MAX_SLOTS) - 2;
const MAX_REMEMBERED = 30;

/** Where a pod or a volume has no place, the set that all other scenarios are about cannot be. */
const hasNoPlace = ({ verdict, guarantee }: Cell): boolean => verdict === 'REFUTED' && ['storage/binds', 'placement/schedulable'].includes(guarantee);

/** Whether a scenario can tell anything of what is asked. */
const isAsked = ({ name, converges, tests }: Scenario, { guarantees }: Asked): boolean => GUARANTEES.some(({ id, monitor, shownIn }) =>
  guarantees.includes(id) && (monitor === undefined ? id === converges || shownIn?.includes(name) : tests?.includes(id) ?? true));

export function exploredCells(subject: Subject, asked: Asked, forEveryCount: ForEveryCount, notes: string[]): Cell[] {
  const cells: Cell[] = [];
  for (const scenario of SCENARIOS.filter(({ name }) => asked.scenarios.includes(name))) {
    const excluded = scenario.excludes?.(subject);
    if (excluded !== undefined) {
      if (scenario.concerns?.(subject) !== false || asked.scenarios.length < SCENARIOS.length) notes.push(`${scenario.name} is left out: ${excluded}`);
      continue;
    }
    if (!isAsked(scenario, asked)) continue;
    const explored = exploreScenario(subject, scenario, asked);
    // What is proved for every replica count does not depend on how many states these replicas have.
    const said = scenarioCells(scenario, explored, subject, asked);
    cells.push(...said.filter(({ verdict, guarantee }) => verdict !== 'BOUNDED' || !forEveryCount(guarantee, explored.problem)));
    const homeless = said.find(hasNoPlace);
    if (homeless !== undefined) {
      notes.push(`nothing else is explored as long as ${homeless.guarantee} is refuted`);
      break;
    }
  }
  return cells;
}

/** More ordinals than a row holds: nothing is explored, and nothing is claimed. */
function notModelled(subject: Subject, asked: Asked, forEveryCount: ForEveryCount): Cell[] {
  const claim = `${subject.replicas} replicas are more than the ${mostReplicas(subject)} that the model holds.`;
  return promised(subject, asked).filter(({ id }) => !forEveryCount(id))
    .map(({ id }) => ({ guarantee: id, scenario: 'all', verdict: 'NOT MODELLED', claim, severity: 'error', witnesses: [] }));
}

/**
 * A guarantee that no scenario put to the test is not proved by them: it is said so, once. Not where only some scenarios were asked for,
 * unless the guarantee was asked for by name; and not where a scenario that would test it is left out with its reason.
 */
function vacuousCells(subject: Subject, cells: readonly Cell[], asked: Asked): Cell[] {
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

/** Guarantees that other sets have for every replica count, by the reason why this one has them for its own. */
function theseReplicas(subject: Subject, asked: Asked): string[] {
  const reasons = new Map<string, string[]>();
  for (const guarantee of promised(subject, asked)) {
    const why = onlyTheseReplicas(subject, guarantee);
    if (why !== undefined) reasons.set(why, [...reasons.get(why) ?? [], guarantee.id]);
  }
  return [...reasons].map(([why, ids]) => `${ids.join(', ')}: not for every replica count, because ${why}`);
}

/** What there is to say before anything is explored. */
function remarks(subject: Subject, asked: Asked): string[] {
  const { unknown } = subject.readiness;
  const patch = patchNote(subject.kubernetes.version);
  return [
    ...patch === undefined ? [] : [patch],
    ...subject.notDecided.map((what) => `not decided here: ${what}`),
    ...unknown === undefined ? [] : [`the annotation ${READINESS_ANNOTATION} is ${unknown}, which is none of ${READINESS_MODELS.join(', ')}: it is not used`],
    ...GUARANTEES.filter(({ id }) => asked.guarantees.includes(id)).flatMap(({ id, notPromised }) => {
      const why = notPromised?.(subject);
      return why === undefined ? [] : [`${id} is not promised: ${why}`];
    }),
    ...theseReplicas(subject, asked),
  ];
}

const WORST_FIRST: readonly Verdict[] = ['INVALID', 'REFUTED', 'NOT MODELLED', 'BOUNDED', 'VACUOUS', 'PROVED'];

/** What the author can do nothing about, or has accepted, does not spoil the verdict. It is said all the same. */
const counts = (cell: Cell): boolean => cell.accepted === undefined && !(cell.verdict === 'REFUTED' && cell.severity !== 'error');

const worstOf = (cells: readonly Cell[]): Verdict => WORST_FIRST.find((verdict) => cells.some((cell) => cell.verdict === verdict && counts(cell))) ?? 'PROVED';

/** What has to be explored, or the reason why it would come to nothing. */
function provedCells(subject: Subject, manifests: Manifests, asked: Asked, read: readonly Cell[], notes: string[]): Cell[] {
  const [obstacle] = OBSTACLES.flatMap(({ check }) => check(subject, manifests));
  if (obstacle !== undefined) {
    notes.push(`nothing is explored as long as ${obstacle.rule} is refuted`);
    return [];
  }
  const windowed = [...windowCells(subject, asked), ...endsCells(subject, asked)];
  const forEveryCount = provedForEveryCount(windowed);
  const explored = subject.replicas > mostReplicas(subject) ? notModelled(subject, asked, forEveryCount) : exploredCells(subject, asked, forEveryCount, notes);
  const found = [...windowed, ...explored];
  return [...found, ...vacuousCells(subject, [...read, ...found], asked)];
}

/** All that is said of one set. The API server's warnings are told with the hygiene. */
export function proveSet(subject: Subject, manifests: Manifests, asked: Asked): SetReport {
  const accepted = acceptedBy(subject);
  const notes = [...accepted.notes, ...remarks(subject, asked)];
  const { cells: read, diagnostics: hygiene } = staticCells(subject, manifests, asked);
  const diagnostics = [...hygiene, ...asked.guarantees.includes(ADMITTED) ? subject.manifest.warnings : []];
  const cells = [...read, ...provedCells(subject, manifests, asked, read, notes)].map((cell) => {
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
