import { codeWindow, type Source } from './code-window';
import type { Finding } from './findings';
import { counted, wrap } from './layout';
import { colour } from './matrix';
import type { Palette } from './palette';
import { steps } from './steps';
import type { Diagnostic, Location } from '../manifest/diagnostic';
import type { Cell, Counterexample, SetReport } from '../prove/report';

/** A place as editors and terminals understand it, so that a click goes there. */
export function place(where: Location): string {
  return `${where.file}:${where.line}:${where.column}`;
}

/** A finding in full: what, where, why, the shortest way to it, and what to do. */
export function longFinding(finding: Finding, set: SetReport | undefined, source: Source, palette: Palette, replay?: string): string[] {
  const { diagnostic, cell } = finding;
  const counterexample = cell?.counterexample;
  return [
    ...headline([finding], palette),
    ...(diagnostic.where ? [...location(diagnostic.where, set), ...codeWindow(diagnostic.where, source, palette)] : []),
    ...(diagnostic.reason ? wrap(diagnostic.reason, '   = why: ') : []),
    ...scenario(finding),
    ...(counterexample ? [...run(counterexample, palette), ...token(counterexample, replay)] : []),
    ...(diagnostic.advice ? wrap(diagnostic.advice, 'help: ').map(palette.strong) : []),
  ];
}

/** A finding whose cause has been told in full before: a manifest that cannot boot breaks several guarantees, but there is one thing to correct. */
export function repeatedFinding(finding: Finding, told: Finding, palette: Palette): string[] {
  return [
    ...headline([finding], palette),
    ...scenario(finding),
    ...wrap(`${told.diagnostic.rule} above, and the same help`, '   = the same cause as '),
  ];
}

/** A finding in few lines: a limit of Kubernetes, a question, an accepted risk; or several that differ in nothing but the rule. */
export function shortFinding(same: readonly Finding[], palette: Palette): string[] {
  const [{ diagnostic, cell }] = same;
  const counterexample = cell?.counterexample;
  return [
    ...headline(same, palette),
    ...(cell?.accepted !== undefined ? wrap(cell.accepted, '  accepted because: ') : []),
    ...(counterexample?.kubectlSays ? wrap(counterexample.kubectlSays, '  kubectl will say: ') : []),
    ...(counterexample?.remedy ? wrap(counterexample.remedy, '  when it bites: ') : []),
    ...(diagnostic.advice ? wrap(diagnostic.advice, '  help: ') : []),
  ];
}

/** Limits that say nothing of this manifest, as every one of its kind has them: who knows them should not have to read them again. */
export function unavoidableLimits(groups: readonly (readonly Finding[])[], palette: Palette): string[] {
  if (groups.length === 0) return [];
  return [
    palette.doubtful('limits that no manifest of this kind avoids:'),
    ...groups.flatMap((same) => wrap(same[0].diagnostic.message, `  ${rulesOf(same)}: `, '    ')),
  ];
}

/** A warning: one line, wrapped where it is too long for that. */
export function warning(diagnostic: Diagnostic, palette: Palette): string[] {
  const words = [diagnostic.message, ...(diagnostic.where ? [`(${place(diagnostic.where)})`] : [])].join(' ');
  const [first, ...rest] = wrap(diagnostic.advice ? `${words}: ${diagnostic.advice}` : words, `warning[${diagnostic.rule}]: `, '  ');
  return [first.replace(/^[^:]*/, palette.doubtful), ...rest];
}

const rulesOf = (same: readonly Finding[]): string => same.map(({ diagnostic }) => diagnostic.rule).join(', ');

function headline(same: readonly Finding[], palette: Palette): string[] {
  const [{ label, diagnostic: { severity, message } }] = same;
  const [first, ...rest] = wrap(message, `${label === 'ACCEPTED' ? 'accepted' : severity}[${rulesOf(same)}]: `, '  ');
  const head = first.indexOf(']') + 1;
  return [`${colour(label, palette)(first.slice(0, head))}${palette.strong(first.slice(head))}`, ...rest.map(palette.strong)];
}

function location(where: Location, set: SetReport | undefined): string[] {
  const owner = set ? `  StatefulSet ${set.namespace}/${set.name}` : '';
  const construct = where.construct ?? set?.where.construct;
  return [`  --> ${place(where)}${owner}${construct === undefined ? '' : ` (construct ${construct})`}`];
}

function scenario(finding: Finding): string[] {
  const cell = finding.cell;
  if (cell?.exploration === undefined && cell?.counterexample === undefined) return [];
  return [
    ...wrap(scenarioWords(cell), '   = scenario: '),
    ...(finding.alsoIn.length > 0 ? wrap(finding.alsoIn.join(', '), '   = also in: ') : []),
  ];
}

function scenarioWords(cell: Cell): string {
  const timeline = cell.counterexample?.timeline;
  const parts = [
    ...(cell.exploration ? [`${counted(cell.exploration.states, 'state')}`] : []),
    ...(timeline === undefined ? [] : [`the shortest way has ${counted(timeline.steps.length, 'step')}`, counted(timeline.start.replicas, 'replica')]),
  ];
  return `${cell.scenario} (${parts.join(', ')})`;
}

/** What a token is given to, in one line, so that it can be copied. */
function token(counterexample: Counterexample, replay: string | undefined): string[] {
  if (counterexample.token === undefined) return [];
  return [replay === undefined ? `token of this run: ${counterexample.token}` : `to see it again: ${replay} --token ${counterexample.token}`];
}

/** The steps of a counterexample, and what they come to. */
export function run(counterexample: Counterexample, palette: Palette): string[] {
  const { ending, stuck, timeline } = counterexample;
  const conclusion = [
    // Where the last step says it already, it is not said twice.
    ...(timeline.steps.at(-1)?.note === ending ? [] : [ending]),
    ...(stuck ? ['nothing that the cluster does by itself ends this'] : []),
  ].join('; ');
  return [
    '',
    ...steps(timeline, palette),
    ...(conclusion === '' ? [] : wrap(conclusion, '   so: ').map(palette.bad)),
    '',
    ...(counterexample.kubectlSays ? wrap(counterexample.kubectlSays, 'kubectl will say: ') : []),
    ...(counterexample.remedy ? wrap(counterexample.remedy, 'to repair a running cluster: ') : []),
  ];
}
