import { apiserver } from './apiserver';
import { CLAIMS } from './claims';
import { constants, nameOfEdit } from './constants';
import { moduleName } from './identifier';
import { actions, propertiesOf, specification } from './specification';
import { state } from './state';
import { statefulset } from './statefulset';
import { syncSection } from './sync';
import { NO_REDUCTIONS, PLAIN } from '../../cluster/reductions';
import type { Exportable, Exported } from '../exporter';
import { refuse, type Uncovered } from '../refuse';

const UNCOVERED: readonly Uncovered[] = [
  [({ nodes, nodeFaults, onlyPlacing }) => nodes || nodeFaults || onlyPlacing, 'nodes are part of the state of this scenario'],
  // What is done to nodes is said by the line above.
  [({ nodes, edits }) => !nodes && edits.some(({ kind }) => nameOfEdit(kind) === undefined), 'the set is deleted in this scenario'],
  [({ claims }) => claims > 1, 'an ordinal has several claims in it'],
  [({ reductions }) => ![NO_REDUCTIONS, PLAIN].includes(reductions), 'reductions take states together'],
  [({ revisions }) => revisions, 'the numbers of revisions are part of its state'],
];

/** A TLA+ module of the problem, and the configuration that has TLC check it. */
export function tla({ problem, title, guarantees, converges, version, name }: Exportable): Exported {
  refuse('TLA+', problem, UNCOVERED);
  const module = moduleName(name);
  const asked = propertiesOf(guarantees);
  const others = guarantees.filter((id) => !asked.some(({ guarantee }) => guarantee === id));
  // A window starts from everything: there is no good end to come to.
  const { text, names } = specification(problem, asked, converges !== undefined && !problem.everyStart);
  const dashes = '-'.repeat(Math.max(4, Math.floor((69 - module.length) / 2)));
  return {
    text: `${dashes} MODULE ${module} ${dashes}
\\* ${line(title)}.
\\* Written by cdk8s-stateful ${version}. TLC finds as many distinct states as \`prove\` does without reductions.
\\* java -cp tla2tools.jar tlc2.TLC ${module}
${others.length === 0 ? '' : `\\* Not asked here: ${others.join(', ')}.\n`}
EXTENDS Integers, Sequences, FiniteSets
${constants(problem)}${state(problem)}${apiserver(problem)}${syncSection(problem)}${CLAIMS}${statefulset(problem)}${actions(problem)}${text}
=============================================================================
`,
    beside: { ending: '.cfg', text: configuration(names) },
  };
}

/** A comment ends with its line, and TLA+ is written in ASCII. */
const line = (words: string): string => words.replace(/[^\x20-\x7e]/g, '?');

/** Runs that come to their end are no mistake. */
const configuration = (properties: readonly string[]): string =>
  `SPECIFICATION Spec
INVARIANT TypeOK
${properties.map((property) => `PROPERTY ${property}\n`).join('')}CHECK_DEADLOCK FALSE
`;
