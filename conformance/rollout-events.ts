/**
 * Holds the events of the StatefulSet controller against those of the syncs that explain its writes: reason, text and count, in order. A complaint must be
 * one that a sync of ours makes which looks shortly before; how often a sync fails in vain, nothing else tells.
 */
import { COMBINED, Correlator } from './rollout-correlator';
import type { Heard, Said } from './rollout-correlator';
import type { Explained } from './rollout-explain';
import type { History } from './rollout-history';
import { cutAt } from './rollout-history';
import { refusalIn } from './rollout-refusals';
import { syncAt } from './rollout-sync';
import { textOf } from './rollout-texts';
import { claimTemplatesOf } from './trace-state';
import { number, object, text } from '../src/manifest/admission/values';

export interface EventDifference {
  readonly moment: number;
  readonly theirs: string;
  readonly ours: string;
}

interface HeardAt extends Heard { readonly moment: number }

const CONTROLLER = 'statefulset-controller';
/** How long before its complaint a write may have been tried, in seconds. */
const DELAY = 1;

export function heardIn({ moments, set }: History): HeardAt[] {
  return moments.flatMap(({ row: { t, obj, type: change } }, moment) => {
    const about = object(obj ?? {}, 'involvedObject');
    const isHeard = obj?.kind === 'Event' && change !== 'DELETED' && text(object(obj, 'source'), 'component') === CONTROLLER;
    if (!isHeard || about.kind !== 'StatefulSet' || about.name !== set) return [];
    const [type, reason, message] = ['type', 'reason', 'message'].map((field) => text(obj, field));
    return [{ moment, t, uid: text(about, 'uid'), type, reason, message, count: number(obj, 'count') }];
  });
}

/** Events that may come in any order. */
interface Group {
  /** The moment of the first write of their sync. */
  readonly since: number;
  readonly uid: string;
  readonly left: Said[];
}

export function eventDifferences(history: History, syncs: readonly Explained[]): EventDifference[] {
  const groups = syncs.flatMap((sync) => groupsOf(history, sync));
  const correlator = new Correlator(Number(history.story.version.split('.')[1]));
  const differences: EventDifference[] = [];
  const differs = (moment: number, theirs: string, ours: string) => { differences.push({ moment, theirs, ours }); };

  const arrive = (heard: HeardAt, said: Said) => {
    const forms = correlator.say(heard.uid, said);
    if (!forms.some(({ message, count }) => message === heard.message && count === heard.count)) {
      differs(heard.moment, told(heard), forms.map((form) => told({ ...heard, ...form })).join(' or '));
    }
    correlator.hear(heard);
  };
  /** What was said before this event and did not arrive: only a full recorder drops. */
  const drop = (until: number, { t, moment }: Pick<HeardAt, 't' | 'moment'>) => {
    for (const { left, uid } of groups.splice(0, until)) {
      for (const said of left) {
        const [{ message, count }] = correlator.say(uid, said);
        if (!correlator.isFull(uid, said.type, t)) differs(moment, 'no event', told({ ...said, message, count }));
        correlator.hear({ uid, t, ...said, message, count }, true);
      }
    }
  };

  for (const heard of heardIn(history)) {
    const said = { type: heard.type, reason: heard.reason, message: heard.message.replace(COMBINED, '') };
    if (heard.type !== 'Normal') {
      if (!isPossible(history, heard, said)) differs(heard.moment, told(heard), 'nothing that would fail so');
      arrive(heard, said);
      continue;
    }
    const at = groups.findIndex(({ left, uid, since }) => uid === heard.uid && since < heard.moment && left.some(is(said)));
    if (at !== 0 && isWithoutEffect(history, heard, said)) {
      arrive(heard, said);
      continue;
    }
    if (at < 0) {
      differs(heard.moment, told(heard), groups.length === 0 ? 'no event' : groups[0].left.map(({ message }) => message).join(' or '));
      correlator.hear(heard);
      continue;
    }
    drop(at, heard);
    const { left } = groups[0];
    left.splice(left.findIndex(is(said)), 1);
    if (left.length === 0) groups.shift();
    arrive(heard, said);
  }
  const last = history.moments.length - 1;
  drop(groups.length, { moment: last, t: history.moments[last].row.t });
  return differences;
}

const is = (said: Said) => ({ type, reason, message }: Said) => type === said.type && reason === said.reason && message === said.message;
const told = ({ type, reason, message, count }: Pick<Heard, 'type' | 'reason' | 'message' | 'count'>) => `${type} ${reason} "${message}" (${count})`;

/** What a sync says, but for complaints. Those of a Parallel set come in any order, like those of the claims of one pod. */
function groupsOf(history: History, { sync: { events, view }, moments: [since] }: Explained): Group[] {
  const set = view.set!;
  const uid = uidBefore(history, since);
  const groups: { readonly key: string; readonly group: Group }[] = [];
  for (const event of events.filter((each) => each.startsWith('Successful'))) {
    const isClaim = event.includes(' claim/');
    const key = set.spec.pmp === 'Parallel' ? 'any' : isClaim ? 'claims' : `${groups.length}`;
    const last = groups.at(-1);
    const said = textOf(event, history, claimTemplatesOf(set));
    if (last?.key === key) last.group.left.push(said); else groups.push({ key, group: { since, uid, left: [said] } });
  }
  return groups.map(({ group }) => group);
}

function uidBefore({ moments }: History, moment: number): string {
  const set = moments.slice(0, moment).filter(({ change }) => change?.k === 'set').at(-1);
  return text(object(set?.row.obj ?? {}, 'metadata'), 'uid');
}

/** Whether our controller, looking at any time shortly before, complains in this way if it is refused what is said to have been refused. */
function isPossible(history: History, { moment, t }: HeardAt, said: Said): boolean {
  const { moments } = history;
  const refusal = refusalIn(said.message);
  for (let cut = moment; cut > 0 && moments[cut].row.t >= t - DELAY; cut--) {
    if (cut < moment && moments[cut].change === undefined) continue;
    for (const follows of [undefined, 'immediate'] as const) {
      const plans = refusal === undefined ? [] : [refusal];
      const { events, view } = syncAt(history, { cuts: cutAt(cut), at: cut, plans, now: t, ...follows === undefined ? {} : { follows } });
      const templates = view.set === undefined ? [] : claimTemplatesOf(view.set);
      const complaints = events.filter((each) => !each.startsWith('Successful')).map((each) => textOf(each, history, templates));
      const fits = complaints.some(({ reason, message }) => reason === said.reason && said.message.startsWith(message));
      if (fits && isInPlace(said.message, view)) return true;
    }
  }
  return false;
}

/** Whether a sync that looks shortly before says so and changes nothing: one that deletes what it does not see being deleted. */
function isWithoutEffect(history: History, { moment, t }: HeardAt, said: Said): boolean {
  for (let cut = moment; cut > 0 && history.moments[cut].row.t >= t - DELAY; cut--) {
    const { seen, events, view } = syncAt(history, { cuts: cutAt(cut), at: moment, plans: [], now: t });
    if (seen.length === 0 && view.set !== undefined && events.some((event) => is(textOf(event, history, claimTemplatesOf(view.set!)))(said))) return true;
  }
  return false;
}

/** A claim that is said to be in the way must be there, and be on its way out. */
function isInPlace(message: string, { claims }: Explained['sync']['view']): boolean {
  const [, claim] = /\bpvc (\S+) is being deleted/.exec(message) ?? [];
  return claim === undefined || claims.get(claim)?.del === true;
}
