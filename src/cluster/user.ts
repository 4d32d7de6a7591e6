import { deletePod, wake } from './apiserver';
import { editArgument, editKind, problem } from './current-problem';
import * as f from './fields';
import { USER, label } from './label';
import {
  EDIT_COMPLETE, EDIT_CREATE_SET, EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_POD, EDIT_DELETE_POD, EDIT_DELETE_SET, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS,
  EDIT_TEMPLATE,
} from './problem';
import { begin, end, get, put, unchanged } from './row';

function apply(kind: number, argument: number): void {
  switch (kind) {
    case EDIT_REPLICAS: put(f.REPLICAS, argument); wake(); break;
    case EDIT_TEMPLATE: put(f.TEMPLATE, argument); wake(); break;
    case EDIT_PARTITION: put(f.PARTITION, argument); put(f.NO_ROLLING_UPDATE_BLOCK, 0); wake(); break;
    case EDIT_ON_DELETE: put(f.ON_DELETE, argument); wake(); break;
    case EDIT_COMPLETE: put(f.CURRENT_REVISION, get(f.TEMPLATE)); wake(); break;
    case EDIT_DELETE_POD: deletePod(argument); break;
    case EDIT_DELETE_ALL_PODS: for (let i = 0; i < problem.slots; i++) deletePod(i); break;
    case EDIT_DELETE_SET: deleteSet(argument === 1); break;
    case EDIT_CREATE_SET: createSet(); break;
  }
}

/** The set goes at once. Its dependents are left to the garbage collector, unless they are to become orphans (garbagecollector.go:orphanDependents). */
function deleteSet(orphans: boolean): void {
  put(f.SET_GONE, 1);
  if (orphans) {
    for (let i = 0; i < problem.slots; i++) put(f.podOwner(i), 0);
    for (let k = 0; k < problem.slots * problem.claims; k++) if (get(f.claimOwner(k)) === f.OWNER_SET) put(f.claimOwner(k), f.OWNER_NONE);
  } else {
    for (let t = 0; t < problem.templates; t++) put(f.revisionNumber(t), 0);
  }
  wake();
}

/** A new set has no status yet: its current revision is the wanted one. */
function createSet(): void {
  put(f.SET_GONE, 0);
  put(f.CURRENT_REVISION, get(f.TEMPLATE));
  put(f.CURRENT_REPLICAS, 0);
  wake();
}

/** The next edit of the script, at any moment: the worst one is among them. */
export function scriptedEdit(): void {
  const next = get(f.EDIT);
  if (next >= problem.edits) return;
  if (editKind[next] === EDIT_DELETE_ANY_POD) {
    for (let i = 0; i < problem.slots; i++) {
      if (get(f.phase(i)) === f.ABSENT) continue;
      begin(); deletePod(i); put(f.EDIT, next + 1); end(label(USER, next, i));
    }
    return;
  }
  begin(); apply(editKind[next], editArgument[next]); put(f.EDIT, next + 1); end(label(USER, next, 0));
}

/** Any number of replicas, any partition, any template, without limit: the label's object is the edit's kind, its choice the argument. */
export function freeEdits(): void {
  for (let r = 0; r <= problem.slots; r++) freeEdit(EDIT_REPLICAS, r);
  for (let p = 0; p <= problem.slots; p++) freeEdit(EDIT_PARTITION, p);
  for (let t = 0; t < problem.templates; t++) freeEdit(EDIT_TEMPLATE, t);
  if (problem.freeCompletion) freeEdit(EDIT_COMPLETE, 0);
}

function freeEdit(kind: number, argument: number): void {
  begin();
  apply(kind, argument);
  if (!unchanged()) end(label(USER, kind, argument));
}
