import { problem } from './current-problem';
import * as f from './fields';
import { get, note, now, put } from './row';
import { CREATE_REVISION, DELETE_REVISION, UPDATE_REVISION, writeOf } from './write';

/**
 * The objects that keep a set's templates (stateful_set_control.go: getStatefulSetRevisions, truncateHistory). Nothing that a sync does to pods asks
 * for them, so only replays and recordings have them. They are read as the sync found them; one with number 0 is not there.
 */

/** Whether a revision comes after another: by its number, then by when it was made (controller_history.go:byRevision). */
const isLater = (t: number, than: number): boolean => get(f.revisionNumber(t)) > get(f.revisionNumber(than))
  || get(f.revisionNumber(t)) === get(f.revisionNumber(than)) && get(f.revisionAge(t)) > get(f.revisionAge(than));

/** Makes the revision of the wanted template the latest: a new one, or an old one with a new number. */
export function numberRevision(): void {
  const template = get(f.VIEW_TEMPLATE);
  const exists = get(f.revisionNumber(template)) !== 0;
  let latest = template;
  for (let t = 0; t < problem.templates; t++) if (isLater(t, latest)) latest = t;
  if (exists && latest === template) return;
  note(writeOf(exists ? UPDATE_REVISION : CREATE_REVISION, template));
  put(f.revisionNumber(template), get(f.revisionNumber(latest)) + 1);
}

/** Whether the pods, the status and the spec can do without a revision. */
function isHistory(t: number): boolean {
  if (get(f.revisionNumber(t)) === 0 || t === get(f.VIEW_TEMPLATE) || t === get(f.VIEW_CURRENT_REVISION)) return false;
  for (let i = 0; i < problem.slots; i++) if (get(f.viewPhase(i)) !== f.ABSENT && get(f.viewRevision(i)) === t) return false;
  return true;
}

/** Deletes the oldest revisions that nothing needs, down to the limit. */
export function truncateHistory(): void {
  if (problem.revisionHistoryLimit < 0) return;
  let surplus = -problem.revisionHistoryLimit;
  for (let t = 0; t < problem.templates; t++) if (isHistory(t)) surplus++;
  for (; surplus > 0; surplus--) {
    let oldest = -1;
    for (let t = 0; t < problem.templates; t++) {
      if (isHistory(t) && now(f.revisionNumber(t)) !== 0 && (oldest < 0 || isLater(oldest, t))) oldest = t;
    }
    note(writeOf(DELETE_REVISION, oldest));
    put(f.revisionNumber(oldest), 0);
  }
}
