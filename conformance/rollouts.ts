/**
 * Compares our StatefulSet controller with whole stories of a real control plane.
 *
 * Of each set of a story: every write of the real controller must be one that a sync of ours makes (rollout-explain.ts), every object that it made the
 * one that we say (rollout-made.ts), every event (rollout-events.ts) and every answer of `kubectl rollout status` (rollout-answers.ts) ours; and where
 * the story stands still, we must have nothing to do (rollout-quiet.ts).
 */
import { concluded, runComparison } from './recordings';
import { answersIn } from './rollout-answers';
import { eventDifferences, heardIn } from './rollout-events';
import { explain } from './rollout-explain';
import type { History } from './rollout-history';
import { historyOf, setNames } from './rollout-history';
import { madeDifferences, madeIn } from './rollout-made';
import { quietPoints, unrestAt } from './rollout-quiet';
import { readStory } from './rollout-recording';
import type { Row, Story } from './rollout-recording';
import { strayRows } from './rollout-strays';

export interface Difference {
  readonly story: string;
  /** What the user had typed last. */
  readonly step: string;
  /** The row of the recording that it is about, or that it comes after. */
  readonly row: string;
  readonly aspect: 'write' | 'object' | 'event' | 'still' | 'answer' | 'story';
  readonly theirs: string;
  readonly ours: string;
}

export interface Comparison {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

export function compareStory(story: Story): Comparison {
  return sum([compareStrays(story), ...setNames(story).map((set) => compareHistory(historyOf(story, set)))]);
}

export function sum(comparisons: readonly Comparison[]): Comparison {
  return {
    compared: comparisons.reduce((total, { compared }) => total + compared, 0),
    differences: comparisons.flatMap(({ differences }) => differences),
  };
}

function compareHistory(history: History): Comparison {
  const { story, moments } = history;
  const at = (moment: number, aspect: Difference['aspect'], theirs: string, ours: string): Difference => ({ ...placeOf(story, moment), aspect, theirs, ours });
  const { syncs, unexplained } = explain(history);
  const quiet = quietPoints(history);
  const answers = answersIn(history);
  const made = madeIn(history);
  return {
    compared: moments.filter(({ write }) => write !== undefined).length + made.length + heardIn(history).length + quiet.length + answers.length,
    differences: [
      ...unexplained.map(({ moment, theirs, ours }) => at(moment, 'write', theirs, ours)),
      ...made.flatMap((moment) => {
        const fields = madeDifferences(history, moment);
        const told = (side: 'theirs' | 'ours') => fields.map((each) => `${each.field}: ${JSON.stringify(each[side])}`).join('; ');
        return fields.length === 0 ? [] : [at(moment, 'object', told('theirs'), told('ours'))];
      }),
      ...eventDifferences(history, syncs).map(({ moment, theirs, ours }) => at(moment, 'event', theirs, ours)),
      ...quiet.flatMap((passed) => unrestAt(history, passed) ?? []).map(({ at: after, ours }) => at(after - 1, 'still', 'nothing', ours)),
      ...answers.filter(({ ours }) => ours !== '').map(({ moment, theirs, ours }) => at(moment, 'answer', theirs, ours)),
    ],
  };
}

/** What belongs to no set that was recorded cannot be compared. */
function compareStrays(story: Story): Comparison {
  const strays = strayRows(story);
  return {
    compared: strays.length > 0 || setNames(story).length > 0 ? strays.length : 1,
    differences: strays.map(({ index, why }) => ({ ...placeOf(story, index), aspect: 'story', theirs: why, ours: 'cannot be compared' })),
  };
}

function placeOf({ name, rows }: Story, index: number): Pick<Difference, 'story' | 'step' | 'row'> {
  const steps = rows.slice(0, index + 1).filter(({ type }) => type === 'STEP');
  return { story: name, step: steps.at(-1)?.cmd ?? 'before the first step', row: rowText(rows[index]) };
}

const rowText = ({ t, rv, type, kind, name }: Row) => `${t.toFixed(2)}s rv=${rv} ${type}${kind === '' ? '' : ` ${kind}/${name}`}`;

const SHOWN = 20;

function compareFile(file: string): Comparison {
  try {
    return compareStory(readStory(file));
  } catch (error) {
    // A recording that cannot be read, or that the model has no words for, is no agreement.
    const ours = `cannot be compared: ${(error as Error).message}`;
    return { compared: 1, differences: [{ story: file, step: '', row: '', aspect: 'story', theirs: 'recorded', ours }] };
  }
}

function compareFiles(files: readonly string[]): number {
  const { compared, differences } = sum(files.map(compareFile));
  for (const { story, step, row, aspect, theirs, ours } of differences.slice(0, SHOWN)) {
    console.log(`${story}, after: ${step}\n  ${row}\n  ${aspect}\n    Kubernetes: ${theirs}\n    we:         ${ours}`);
  }
  console.log(`${files.length} stories`);
  return concluded(compared, differences.length);
}

if (require.main === module) runComparison(process.argv.slice(2), compareFiles);
