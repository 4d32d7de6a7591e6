import { changes } from './changes';
import { counted, WIDTH, wrap } from './layout';
import type { Palette } from './palette';
import type { Timeline, TimelineStep } from '../prove/timeline';

/** The longest run that is printed whole. Of a longer one the middle is left out: the end is where it breaks. */
export const MAX_STEPS = 60;
const FIRST_STEPS = 20;
/** Where an action is longer, what it changes stands below it. */
const WIDEST_ACTION = 44;

/** A run as numbered lines: who acts, what it does, what that changes. */
export function steps(timeline: Timeline, palette: Palette): string[] {
  const all = timeline.steps;
  const actorWidth = Math.max(0, ...all.map((step) => step.actor.length));
  const actionWidth = Math.min(WIDEST_ACTION, Math.max(0, ...all.filter((step) => step.command === undefined).map((step) => step.action.length)));
  const lines = all.map((step, i) => stepLines(step, i === 0 ? timeline.start : all[i - 1].after, actorWidth, actionWidth, palette));
  if (lines.length <= MAX_STEPS) return lines.flat();
  const left = lines.length - MAX_STEPS;
  return [
    ...lines.slice(0, FIRST_STEPS).flat(),
    palette.faint(`   ...  ${counted(left, 'step')} left out, the JSON output has all`),
    ...lines.slice(FIRST_STEPS + left).flat(),
  ];
}

function stepLines(step: TimelineStep, before: Timeline['start'], actorWidth: number, actionWidth: number, palette: Palette): string[] {
  const lead = `${step.note ? ' > ' : '   '}${String(step.index).padStart(3)}  ${step.actor.padEnd(actorWidth)}  `;
  const blank = ' '.repeat(lead.length);
  const action = words(step);
  const change = changes(before, step.after).join('; ');
  const oneLine = `${lead}${action.padEnd(actionWidth)}  ${change}`.trimEnd();
  const lines = action.length <= actionWidth && oneLine.length <= WIDTH
    ? [oneLine]
    : [...wrap(action, lead), ...(change === '' ? [] : wrap(change, `${blank}  `))];
  const note = step.note ? wrap(step.note, `${blank}<- `).map(palette.bad) : [];
  return [...(step.note ? lines.map(palette.strong) : lines), ...note];
}

function words(step: TimelineStep): string {
  return step.command ?? step.action;
}
