/** Steps in words: those that were played and those that were recorded, in the same ones. */
import type { Action } from './action';
import { podNamed } from './cluster';
import type { Played } from './play';
import type { Change, Claim, Pod, Revision, Status, Step, Write } from '../../../conformance/trace-format';
import { byListing } from '../../../conformance/trace-names';
import { ClusterState } from '../../../conformance/trace-state';

/** How a command is told. */
export type Manner = 'tell' | 'hush' | 'show';

/** The lines of each command. */
export function told(played: Played, manners: readonly Manner[]): string[][] {
  const state = new ClusterState();
  const queue = new Queue();
  return played.map((steps, index) => {
    const lines = steps.flatMap((step) => {
      const isResync = step.a === 'sync' && queue.isEmpty();
      queue.apply(step);
      const text = [...stepLines(step, state, isResync), ...queue.isEmpty() && step.a !== 'advance' ? ['the controller sleeps'] : []];
      state.apply(step);
      return steps.length === 1 ? text : [`> ${nameOf(step)}`, ...text.map((line) => `  ${line}`)];
    });
    return manners[index] === 'tell' ? lines : stateLines(state);
  });
}

/** Whether the controller has anything to look at: now, or when a time has passed. */
class Queue {
  private queued = false;
  private timers: number[] = [];
  private now = 0;

  public apply({ a, q = 0, retry = false, after = [], t = this.now }: Step): void {
    this.now = t;
    this.queued = q > 0 || retry || this.queued && a !== 'sync' || this.timers.some((due) => due <= t);
    this.timers = [...this.timers.filter((due) => due > t), ...after.map((seconds) => t + seconds)];
  }

  public isEmpty(): boolean {
    return !this.queued && this.timers.length === 0;
  }
}

const nameOf = (step: Step): string => {
  const action = step as Action;
  return action.obj !== undefined || action.o !== undefined ? `${step.a} ${podNamed(action)}` : step.a === 'advance' ? `advance ${action.s}` : step.a;
};

function stepLines(step: Step & { readonly noop?: boolean }, before: ClusterState, isResync: boolean): string[] {
  if (step.a !== 'sync') return step.noop && step.a !== 'deliver' ? ['nothing to do'] : (step.d ?? []).flatMap((change) => changeLine(change, before));
  const lines = [
    ...(step.w ?? []).map(writeLine),
    ...[...step.ev ?? []].map((event) => `event ${event.trimEnd()}`),
    ...step.panic === undefined ? [] : ['the controller panics'],
    ...step.retry ? ['the sync fails, and is tried again'] : [],
    ...[...step.after ?? []].map((seconds) => `the set is looked at again after ${seconds} s`),
  ];
  return [...isResync ? ['nothing has asked for it: a resync'] : [], ...lines.length === 0 ? ['nothing to do'] : lines];
}

function writeLine(write: Write): string {
  return `${writeText(write)}${write.err === undefined ? '' : `: ${answerText(write.err)}`}`;
}

const ANSWERS: Readonly<Record<string, string>> = { AlreadyExists: 'exists already', NotFound: 'not found', Conflict: 'conflict' };
const answerText = (err: string): string => err.startsWith('Invalid') ? 'invalid' : ANSWERS[err] ?? 'refused';

function writeText({ v, k, n, rev, refs, num, s, res, patch }: Write): string {
  switch (`${v} ${k}`) {
    case 'create pod': return `create pod ${n} of ${rev}`;
    case 'delete pod': return `delete pod ${n}${res === 'terminating' ? ', which terminates' : ''}`;
    case 'update pod': return `update pod ${n}${res === 'noop' ? ', which changes nothing' : ''}`;
    case 'patch pod': return `${patch!.split(' ')[0]} pod ${n}`;
    case 'create pvc': return `create claim ${n}`;
    case 'update pvc': return `update claim ${n}: ${ownersText(refs)}`;
    case 'create cr': return `create revision ${n}${num === undefined ? '' : ` with number ${num}`}`;
    case 'update cr': return `update revision ${n}: number ${num}`;
    case 'delete cr': return `delete revision ${n}`;
    case 'patch cr': return `adopt revision ${n}`;
    default: return `update status: ${statusText(s!)}`;
  }
}

const statusText = ({ replicas, ready, avail, cur, upd, curRev, updRev }: Status): string => (
  `replicas ${replicas}, ready ${ready}, available ${avail}, current ${cur} of ${curRev || 'none'}, updated ${upd} of ${updRev || 'none'}`
);

const ownersText = (references: readonly string[] | undefined): string => (
  references === undefined || references.length === 0 ? 'nobody owns it' : `${references.map((reference) => reference.split(':').slice(0, 2).join(' ')).join(' and ')} owns it`
);

/** An object that changed. Of the set, only whether it is there: its status is told where it is written. */
function changeLine(change: Change, before: ClusterState): string[] {
  if (change.k === 'set') return change.gone ? ['set web is gone'] : before.set === undefined ? ['set web is there'] : [];
  if (change.gone) return [`${KINDS[change.k]} ${change.n} is gone`];
  return [change.k === 'pod' ? podText(change) : change.k === 'pvc' ? claimText(change) : revisionText(change)];
}

const KINDS = { pod: 'pod', pvc: 'claim', cr: 'revision' };

const podText = ({ n, uid, ph, rdy, del, rev, own, lbl, node }: Pod): string => [
  `pod ${n} ${ph}${ph === 'Pending' && node ? ' on a node' : ''}`, ...rdy ? ['ready'] : [], ...del ? ['terminating'] : [], rev === undefined || rev === '' ? 'of no revision' : `of ${rev}`,
  ...own === undefined || own.length === 0 ? ['of nobody'] : [], ...lbl?.app === 'web' ? [] : [`labels ${JSON.stringify(lbl ?? {})}`], `uid ${uid}`,
].join(', ');
const claimText = ({ n, refs, del }: Claim): string => `claim ${n}: ${ownersText(refs)}${del ? ', terminating' : ''}`;
const revisionText = ({ n, num }: Revision): string => `revision ${n} with number ${num}`;

function stateLines({ set, pods, claims, revisions }: ClusterState): string[] {
  const sorted = <T extends { readonly n: string }>(objects: ReadonlyMap<string, T>): T[] => [...objects.values()].sort((a, b) => byListing(a.n, b.n));
  return [
    ...sorted(pods).map(podText),
    ...sorted(claims).map(claimText),
    ...sorted(revisions).map(revisionText),
    ...set === undefined ? ['no set'] : [`status: ${statusText(set.st)}`],
  ];
}
