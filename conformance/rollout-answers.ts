/**
 * What `kubectl rollout status` printed: a line for the set as it was when kubectl looked, and one for every change of it until the rollout was done or
 * kubectl gave up. When kubectl looked is not recorded; so its lines must be those of some unbroken part of the history since it was typed.
 */
import type { History } from './rollout-history';
import type { SetObject } from './trace-format';
import * as f from '../src/cluster/fields';
import { rolloutLine } from '../src/prove/decode/rollout-status';

export interface Answer {
  readonly moment: number;
  readonly theirs: string;
  /** Empty where it is the same. */
  readonly ours: string;
}

const NOT_OBSERVED = 'Waiting for statefulset spec update to be observed...';
const TIMED_OUT = 'error: timed out waiting for the condition';

export const asksAbout = (set: string, cmd = ''): boolean => new RegExp(`\\brollout status (sts|statefulset|statefulsets)(\\.apps)?[/ ]${set}( |$)`).test(cmd);

export function answersIn(history: History): Answer[] {
  return history.moments.flatMap(({ row }, moment) => {
    return asksAbout(history.set, row.cmd) ? [{ moment, theirs: row.out ?? '', ours: ours(history, moment, row.out ?? '', row.cmd ?? '') }] : [];
  });
}

function ours(history: History, moment: number, out: string, cmd: string): string {
  const theirs = out.trimEnd().split('\n');
  const timedOut = theirs.at(-1) === TIMED_OUT;
  const printed = timedOut ? theirs.slice(0, -1) : theirs;
  const sets = history.moments.flatMap(({ change }, index) => change?.k === 'set' && !change.gone ? [{ index, set: change as SetObject }] : []);
  const past = sets.filter(({ index }) => index < moment).length;
  if (past === 0 || goneBefore(history, moment)) return out.trimEnd() === notFound(history.set) ? '' : notFound(history.set);
  const lines = sets.slice(Math.max(0, past - 1)).map(({ set }) => lineOf(set, history));
  const begins = lines.findIndex((_, index) => printed.every((line, at) => lines[index + at]?.text === line));
  const seen = begins < 0 ? [] : lines.slice(begins, begins + printed.length);
  // A rollout that is done ends the command, and nothing else but time does.
  const ends = timedOut ? seen.every(({ done }) => !done) : seen.at(-1)?.done === true || cmd.includes('--watch=false');
  return begins >= 0 && ends ? '' : lines.map(({ text }) => text).join('\n');
}

const notFound = (set: string) => `Error from server (NotFound): statefulsets.apps "${set}" not found`;

function goneBefore({ moments }: History, moment: number): boolean {
  return moments.slice(0, moment).filter(({ change }) => change?.k === 'set').at(-1)?.change?.gone === true;
}

function lineOf(set: SetObject, { templates }: History): { readonly text: string; readonly done: boolean } {
  const { spec, st } = set;
  // Where the status is older than the spec, kubectl says so before anything else; the model has no generations.
  if (spec.strategy !== 'OnDelete' && (st.og === 0 || (set.gen ?? 0) > st.og)) return { text: NOT_OBSERVED, done: false };
  const fields = new Map<number, number>([
    [f.REPLICAS, spec.replicas],
    [f.PARTITION, spec.partition ?? 0],
    [f.TEMPLATE, templates.of(st.updRev)],
    [f.ON_DELETE, Number(spec.strategy === 'OnDelete')],
    [f.NO_ROLLING_UPDATE_BLOCK, Number(!spec.ru)],
  ]);
  const names = { pod: String, claims: () => [], image: String, revision: (template: number) => templates.aliasAt(template) };
  const status = { readyReplicas: st.ready, currentReplicas: st.cur, updatedReplicas: st.upd, currentRevision: templates.of(st.curRev) };
  const text = rolloutLine(names, (field) => fields.get(field) ?? 0, status);
  return { text, done: /^(error|partitioned roll out complete|statefulset rolling update complete)/.test(text) };
}
