/** What our controller would do, as seen from a moment of a story. */
import { runSync } from './trace-compare';
import type { Status } from './trace-format';
import type { ClusterState } from './trace-state';
import { NO_SET, claimTemplatesOf } from './trace-state';
import type { Situation } from './trace-unsupported';
import { unsupported } from './trace-unsupported';
import { ourWrites } from './trace-writes';
import type { History } from './rollout-history';
import type { RecordedSet } from './rollout-objects';
import { write, writes } from '../src/cluster/row';
import { countedStatus, statusOfSync } from '../src/cluster/statefulset';
import { CLAIM_IS_BEING_DELETED, kindOf, objectOfWrite } from '../src/cluster/write';

/** One sync of ours, from one view, if no write of it fails. */
export interface Sync {
  /** Why the model has no words for this view; then there is nothing else. */
  readonly unsupported?: string;
  /** What it writes before it comes to the status, in the words of trace-writes.ts. */
  readonly writes: readonly string[];
  /** The status that it counts; undefined where it does not come so far. */
  readonly status?: Status;
  /** The claims that are being deleted, so that their pods cannot be made. */
  readonly blocked: readonly string[];
  /** The revisions that it deletes afterwards. */
  readonly truncations: readonly string[];
}

/** @param view what the caches show, which need not be what was at any one time */
export function syncFrom({ story, templates, profile }: History, view: ClusterState): Sync {
  const situation: Situation = {
    trace: { ver: `v${story.version}`, name: story.name, steps: [] },
    step: { a: 'sync' },
    state: view,
    cached: view,
    unseen: new Set(),
    profile,
    set: view.set ?? NO_SET,
    setGone: view.set === undefined,
    templates,
    injected: false,
  };
  const reason = unsupported(situation);
  if (reason !== undefined) return { unsupported: reason, writes: [], blocked: [], truncations: [] };
  const { slots } = runSync(situation);
  const all = ourWrites(situation.set, slots);
  const claims = claimTemplatesOf(situation.set);
  const blocked = Array.from({ length: writes() }, (_, index) => write(index)).filter((made) => kindOf(made) === CLAIM_IS_BEING_DELETED).map(objectOfWrite)
    .map((claim) => `${claims[claim % claims.length]}-${slots.podName(Math.floor(claim / claims.length))}`);
  const isTruncation = (each: string) => each.startsWith('delete revision');
  const status = view.set !== undefined && countedStatus() ? countedIn(view.set as RecordedSet, templates.wanted(view.set.n, view.set.spec), templates) : undefined;
  return { writes: all.filter((each) => !isTruncation(each)), ...status === undefined ? {} : { status }, blocked, truncations: all.filter(isTruncation) };
}

function countedIn(set: RecordedSet, wanted: number, templates: History['templates']): Status {
  const { replicas, readyReplicas, availableReplicas, currentReplicas, updatedReplicas, currentRevision } = statusOfSync();
  return {
    replicas, ready: readyReplicas, avail: availableReplicas, cur: currentReplicas, upd: updatedReplicas,
    curRev: templates.revisionAt(currentRevision), updRev: templates.revisionAt(wanted), cc: set.st.cc ?? 0, og: set.generation,
  };
}

export function statusText({ replicas, ready, avail, cur, upd, curRev, updRev, og, cc }: Status): string {
  return `status of generation ${og}: ${replicas} replicas, ${ready} ready, ${avail} available, ${cur} at ${curRev}, ${upd} at ${updRev}, ${cc ?? 0} collisions`;
}

/** Whether upstream writes a status that it has counted (stateful_set_utils.go:inconsistentStatus), and the API server takes it. */
export function isWritten(status: Status, { st }: RecordedSet): boolean {
  const same = status.replicas === st.replicas && status.ready === st.ready && status.avail === st.avail && status.cur === st.cur && status.upd === st.upd
    && status.curRev === st.curRev && status.updRev === st.updRev;
  return status.cur >= 0 && (status.og > st.og || !same);
}
