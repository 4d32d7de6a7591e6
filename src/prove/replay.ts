import { isConvergedRow } from './converged';
import { decoderOf } from './decode';
import { NOTHING_TO_DO } from './decode/actions';
import { imagesOf, namesOf } from './decode/names';
import { comesBefore } from './ordinary-schedule';
import { onQuietDay } from './quiet-day';
import { refusedStep, type RefusedChange } from './refused-change';
import type { Subject } from './subject';
import type { Snapshot, Timeline, TimelineStep, Trouble } from './timeline';
import { timelineOf } from './timeline-of';
import { CONTROLLER, KUBELET_UNREADY, SCHEDULER, TIME, USER, actorOf, isFair, objectOf } from '../cluster/label';
import { CASCADE_ORPHAN, EDIT_DELETE_SET, type Edit, type Problem } from '../cluster/problem';
import { clear, fieldOf, successorLabels, successorRows, successors } from '../cluster/row';
import { initialStates, successorsOf, useProblem } from '../cluster/step';

/** One line of a replay's script. */
export type Command =
  /** An edit, made when the cluster is quiet, or at once. */
  | { readonly kind: 'edit'; readonly edit: Edit; readonly atOnce?: boolean }
  /** A step that nobody but chance takes, such as a fault of one pod: the next whose actor and object are these. */
  | { readonly kind: 'step'; readonly actor: number; readonly object: number; readonly atOnce?: boolean }
  /** From now on nothing happens to this pod by itself, until it is released. */
  | { readonly kind: 'hold'; readonly slot: number }
  | { readonly kind: 'release'; readonly slot: number }
  /** A change that the API server does not take. */
  | { readonly kind: 'refused'; readonly change: RefusedChange };

/** What one scenario may do before it is clear that it will not end. */
const MAX_STEPS = 10_000;

export interface ReplayScript {
  readonly scenario: string;
  /** The problem without edits: the commands bring them. */
  readonly problem: Problem;
  readonly commands: readonly Command[];
  /** The images of the templates. @default - made up from the manifest's */
  readonly images?: readonly string[];
}

/** What happened after the start, and after each command. */
export interface Replayed {
  readonly start: Snapshot;
  readonly segments: readonly (readonly TimelineStep[])[];
  readonly troubles: readonly Trouble[];
}

/** The whole replay as one timeline. */
export function replayScript(subject: Subject, script: ReplayScript): Timeline {
  const placed = onQuietDay(subject, script.problem);
  const { start, segments, troubles } = replaySegments(placed.subject, { ...script, problem: placed.problem });
  const timeline = timelineOf(subject, script.scenario, start, segments.flat(), troubles);
  return placed.problem.nodes ? { ...timeline, cluster: placed.subject.clusterText } : timeline;
}

/**
 * One run on the most ordinary schedule: the controller looks whenever something changed, every other component does its part in
 * turn, lowest ordinal first, and the user waits until nothing happens any more. It runs the same steps as the explorer; it only
 * chooses among them.
 */
export function replaySegments(subject: Subject, script: ReplayScript): Replayed {
  const edits = script.commands.flatMap((command) => command.kind === 'edit' ? [command.edit] : []);
  const faults = script.commands.filter((command) => command.kind === 'step').length;
  const { nodes, settled } = script.problem;
  // The work queue is part of it, because a set that nobody wakes does nothing. With nodes a set is settled by what settles it: there are too many ways.
  const problem: Problem = { ...script.problem, edits, faults, workQueue: true, revisions: true, freeEdits: false, settled: settled && !nodes };
  const layout = useProblem(problem);
  const words = layout.words;
  const images = script.images ?? imagesOf(subject, problem.templates, problem.brokenTemplates);
  const decoder = decoderOf({ subject, problem, names: namesOf(subject, images) }, layout);
  clear();
  initialStates(problem);
  let row = successorRows().slice(0, words);
  let start = decoder.start(row);
  let segments: TimelineStep[][] = [[]];
  let taken = 0;
  const held = new Set<number>();

  const take = (index: number) => {
    const label = successorLabels()[index];
    const next = successorRows().slice(index * words, (index + 1) * words);
    const step = decoder.step(row, label, next);
    // A look that finds nothing to do is no news, unless the status changed.
    if (step.command !== undefined || step.watch.length + step.events.length + step.claims.length + step.rollout.length > 0 || step.action !== NOTHING_TO_DO) {
      segments[segments.length - 1].push({ ...step, index: taken++ });
    }
    failed = actorOf(label) === CONTROLLER && next.every((word, k) => word === row[k]);
    row = next;
  };
  const expand = () => { clear(); successorsOf(row, 0); };
  const find = (wanted: (label: number) => boolean): number => {
    const state = (field: number) => fieldOf(layout, row, 0, field);
    let best = -1;
    for (let i = 0; i < successors(); i++) {
      const label = successorLabels()[i];
      if (wanted(label) && (best < 0 || comesBefore(problem, state, label, successorLabels()[best]))) best = i;
    }
    return best;
  };
  // A sync that changed nothing and comes again has failed: it is tried again when something has changed.
  let failed = false;
  const mayHappen = (label: number): boolean =>
    isFair(actorOf(label)) && !(isOfPod(label) && held.has(objectOf(label))) && !(failed && actorOf(label) === CONTROLLER);
  const settle = () => {
    failed = false;
    for (let n = 0; n < MAX_STEPS; n++) {
      expand();
      const next = find(mayHappen);
      if (next < 0) {
        segments[segments.length - 1].push(...decoder.atRest(row).map((step) => ({ ...step, index: taken++ })));
        return;
      }
      take(next);
    }
    throw new Error(`the scenario ${script.scenario} does not come to rest within ${MAX_STEPS} steps`);
  };

  settle();
  if (settled && nodes) {
    start = segments[0].at(-1)?.after ?? start;
    segments = [[]];
    taken = 0;
  }
  for (const command of script.commands) {
    segments.push([]);
    if (command.kind === 'refused') {
      segments[segments.length - 1].push(refusedStep(command.change, taken++, segments.flat().at(-1)?.after ?? start));
      continue;
    }
    if (command.kind === 'hold') { held.add(command.slot); continue; }
    if (command.kind === 'release') { held.delete(command.slot); settle(); continue; }
    expand();
    const wanted = command.kind === 'edit' ? (label: number) => actorOf(label) === USER : (label: number) => actorOf(label) === command.actor && objectOf(label) === command.object;
    const index = find(wanted);
    if (index >= 0) take(index);
    if (command.kind === 'edit' && hasNoOrder(command.edit)) explain(segments, 'the pods go in no guaranteed order; scaling to 0 first gives them one');
    if (!command.atOnce) settle();
  }
  const isDone = isConvergedRow(problem, layout, row, 0);
  if (!isDone) explain(segments, 'nothing more happens, and the set is not what its spec asks for');
  return { start, segments, troubles: isDone ? [] : decoder.troubles(row) };
}

/** The last thing that happened carries the note. */
function explain(segments: TimelineStep[][], note: string): void {
  const last = segments.filter((steps) => steps.length > 0).at(-1);
  if (last !== undefined) last[last.length - 1] = { ...last[last.length - 1], note };
}

/** A run has one order, and many workers of the garbage collector have none. */
const hasNoOrder = ({ kind, argument }: Edit): boolean => kind === EDIT_DELETE_SET && argument !== CASCADE_ORPHAN;

/** Actors of one pod, which a test can hold. Those of claims and of the set are not held. */
const isOfPod = (label: number): boolean => actorOf(label) >= SCHEDULER && actorOf(label) <= TIME || actorOf(label) === KUBELET_UNREADY;
