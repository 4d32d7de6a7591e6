import type { Source } from './code-window';
import { longFinding, place, repeatedFinding, shortFinding, unavoidableLimits, warning } from './finding';
import { fails, findingOf, findings, type Finding } from './findings';
import { counted, wrap } from './layout';
import { matrix } from './matrix';
import { PLAIN, type Palette } from './palette';
import { harmless, join, visible } from './safe';
import { summary } from './summary';
import { SEVERITIES, type Severity } from '../manifest/diagnostic';
import type { Report, SetReport } from '../prove/report';

export interface TextOptions {
  /** Gives the lines of a file, so that findings can show them. @default - findings show no code */
  readonly source?: Source;
  /** @default - no colours */
  readonly palette?: Palette;
  /** The least severity that is shown with its whole counterexample: the one that fails the run. @default 'error' */
  readonly failOn?: Severity;
  /** The command that takes a token of a set of these manifests, such as `npx cdk8s-stateful replay dist/`. @default - only the token is shown */
  readonly replay?: string;
}

/** The report that people read. */
export function text(report: Report, options: TextOptions = {}): string {
  const shown = harmless(report);
  const { replay } = options;
  const settings: Settings = {
    source: options.source ?? (() => undefined),
    palette: options.palette ?? PLAIN,
    failOn: options.failOn ?? 'error',
    ...replay === undefined ? {} : { replayOf: ({ namespace, name }) => visible(shown.sets.length > 1 ? `${replay} --set ${namespace}/${name}` : replay) },
  };
  return join([
    ...shown.diagnostics.map(findingOf).flatMap((finding) => block(finding, undefined, settings)),
    ...shown.sets.flatMap((set) => setText(set, settings)),
    ...more(shown),
    ...summary(shown, settings.palette),
  ]);
}

interface Settings extends Required<Omit<TextOptions, 'replay'>> {
  /** The command that takes a token of this set. */
  readonly replayOf?: (set: SetReport) => string;
}

function setText(set: SetReport, settings: Settings): string[] {
  const all = findings(set);
  const long = all.filter((finding) => fails(finding, settings.failOn));
  const warnings = all.filter((finding) => finding.label === 'WARNING' && !long.includes(finding));
  const unavoidable = all.filter((finding) => finding.label === 'LIMIT' && finding.cell?.everySet && !long.includes(finding));
  const short = all.filter((finding) => !long.includes(finding) && !warnings.includes(finding) && !unavoidable.includes(finding));
  return [
    ...heading(set, settings.palette),
    ...matrix(set, settings.palette),
    '',
    ...long.flatMap((finding, i) => {
      const told = long.slice(0, i).find((earlier) => sameCause(earlier, finding));
      return told ? paragraph(repeatedFinding(finding, told, settings.palette)) : block(finding, set, settings);
    }),
    ...together(short, wordsOf).flatMap((same) => paragraph(shortFinding(same, settings.palette))),
    ...paragraph(unavoidableLimits(together(unavoidable, ({ diagnostic }) => diagnostic.message), settings.palette)),
    ...paragraph([
      ...warnings.flatMap((finding) => warning(finding.diagnostic, settings.palette)),
      ...set.notes.flatMap((note) => wrap(note, 'note: ')),
    ]),
  ];
}

function heading(set: SetReport, palette: Palette): string[] {
  const construct = set.where.construct === undefined ? '' : ` (construct ${set.where.construct})`;
  return [
    `${palette.strong(`StatefulSet ${set.namespace}/${set.name}`)}  ${place(set.where)}${construct}`,
    ...wrap(`${counted(set.replicas, 'replica')}, ${set.podManagementPolicy}, readiness: ${set.readiness}`, '  '),
    ...set.cluster === undefined ? [] : wrap(`cluster: ${set.cluster}`, '  '),
  ];
}

/** Findings that would be told in the same words. */
function together(all: readonly Finding[], words: (finding: Finding) => string): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of all) {
    const key = words(finding);
    groups.set(key, [...groups.get(key) ?? [], finding]);
  }
  return [...groups.values()];
}

const wordsOf = (finding: Finding): string => shortFinding([{ ...finding, diagnostic: { ...finding.diagnostic, rule: '' } }], PLAIN).join('\n');

/** Where to read on, for one who meets a rule for the first time: at the page of the worst. Input that cannot be read has no page. */
function more({ diagnostics, sets }: Report): string[] {
  const all = [...diagnostics, ...sets.flatMap((set) => findings(set).map(({ diagnostic }) => diagnostic))].filter(({ rule }) => !rule.startsWith('manifest/'));
  const worst = SEVERITIES.flatMap((severity) => all.filter((each) => each.severity === severity))[0];
  return worst === undefined ? [] : paragraph([`more about a finding: npx cdk8s-stateful explain ${worst.rule}`]);
}

function sameCause({ diagnostic: a }: Finding, { diagnostic: b }: Finding): boolean {
  return a.reason !== undefined && a.reason === b.reason && a.advice === b.advice && a.severity === b.severity;
}

function block(finding: Finding, set: SetReport | undefined, settings: Settings): string[] {
  if (fails(finding, settings.failOn)) return paragraph(longFinding(finding, set, settings.source, settings.palette, set && settings.replayOf?.(set)));
  return paragraph(finding.label === 'WARNING' ? warning(finding.diagnostic, settings.palette) : shortFinding([finding], settings.palette));
}

function paragraph(lines: readonly string[]): string[] {
  return lines.length > 0 ? [...lines, ''] : [];
}
