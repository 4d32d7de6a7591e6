import { findingOf } from './findings';
import { counted, wrap } from './layout';
import { byGuarantee, type Label, SEVERITY_LABEL } from './matrix';
import type { Palette } from './palette';
import { kubernetesText } from '../prove/kubernetes';
import type { Report } from '../prove/report';

const MEANING: { readonly [exitCode: number]: string } = {
  1: 'refuted: correct the manifest, or accept the finding with a reason',
  2: 'there is input that cannot be read, so nothing is said of it',
  3: 'inconclusive: what is bounded, vacuous or not modelled is not proved',
};

/** What is counted, and the words that count it. Findings that belong to no set are not guarantees, so an error among them refutes nothing. */
const COUNTED: readonly (readonly [Label | 'ERROR', string, string])[] = [
  ['ERROR', 'error', 'errors'],
  ['PROVED', 'proved', 'proved'],
  ['REFUTED', 'refuted', 'refuted'],
  ['INVALID', 'invalid', 'invalid'],
  ['BOUNDED', 'bounded', 'bounded'],
  ['VACUOUS', 'vacuous', 'vacuous'],
  ['NOT MODELLED', 'not modelled', 'not modelled'],
  ['QUESTION', 'question', 'questions'],
  ['LIMIT', 'limit', 'limits'],
  ['WARNING', 'warning', 'warnings'],
  ['ACCEPTED', 'accepted', 'accepted'],
];

/** The last line: what was looked at, how it went, and what the exit code means. */
export function summary(report: Report, palette: Palette): string[] {
  const labels: (Label | 'ERROR')[] = [
    ...report.sets.flatMap((set) => [...byGuarantee(set).map((row) => row.label), ...set.diagnostics.map((diagnostic) => findingOf(diagnostic).label)]),
    ...report.diagnostics.map(({ severity }) => severity === 'error' ? 'ERROR' : SEVERITY_LABEL[severity]),
  ];
  const counts = COUNTED.flatMap(([label, one, many]) => {
    const count = labels.filter((each) => each === label).length;
    return count > 0 ? [counted(count, one, many)] : [];
  });
  const paint = { 0: palette.good, 3: palette.doubtful }[report.exitCode] ?? palette.bad;
  return [
    ...wrap([
      `${setsOf(report)} in ${counted(report.files, 'file')} (${counted(report.objects, 'object')}), Kubernetes ${kubernetesText(report.kubernetes, report.featureGates)}:`,
      `${counts.length > 0 ? counts.join(', ') : 'nothing to prove'}; ${counted(report.explored, 'state')} explored${ofShapes(report)}.`,
    ].join(' '), ''),
    paint(`Exit ${report.exitCode}: ${meaning(report, labels)}.`),
    ...report.shard === undefined ? [] : ['This is one shard: `merge` answers for the whole run.'],
  ];
}

/** A shard answers for its own sets only. */
function setsOf({ sets, shard }: Report): string {
  return shard === undefined ? counted(sets.length, 'set') : `shard ${shard.number}/${shard.of}: ${sets.length} of ${counted(shard.sets, 'set')}`;
}

/** How much of the work the sets have in common. Of one set that is nobody's concern. */
function ofShapes({ sets, shapes, hits }: Report): string {
  return sets.length > 1 ? ` in ${counted(shapes, 'shape')}, which answer ${counted(shapes + hits, 'question')}` : '';
}

function meaning({ exitCode, sets }: Report, labels: readonly string[]): string {
  // What the server refuses cannot be accepted.
  if (exitCode === 1 && labels.includes('INVALID') && !labels.includes('REFUTED')) return 'the API server refuses it: correct the manifest';
  if (exitCode !== 0) return MEANING[exitCode] ?? 'unknown';
  if (!sets.some(({ cells }) => cells.some(({ verdict }) => verdict === 'PROVED'))) return 'nothing is refuted, but nothing is proved either';
  return labels.every((label) => label === 'PROVED') ? 'proved' : 'proved, but for what is named above';
}
