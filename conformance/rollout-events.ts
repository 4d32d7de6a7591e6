/**
 * Holds the events of the StatefulSet controller against those of the syncs that explain its writes: reason, text and count, in order. What is said about
 * failures must be about something that our controller, looking at that time, would try.
 */
import type { Explained } from './rollout-explain';
import type { History } from './rollout-history';
import { cutAt, stateAt } from './rollout-history';
import { Correlator } from './rollout-correlator';
import type { Heard } from './rollout-correlator';
import { COMBINED } from './rollout-correlator';
import { podIn, stageOf } from './rollout-stages';
import type { Said } from './rollout-says';
import { mayFail, saidOf } from './rollout-says';
import { syncFrom } from './rollout-sync';
import { number, object, text } from '../src/manifest/admission/values';

export interface EventDifference {
  readonly moment: number;
  readonly theirs: string;
  readonly ours: string;
}

interface HeardAt extends Heard { readonly moment: number }

const CONTROLLER = 'statefulset-controller';
/** How long before its event a write may have been tried, in seconds. */
const DELAY = 1;

export function heardIn({ moments, set }: History): HeardAt[] {
  return moments.flatMap(({ row: { t, obj, type: change } }, moment) => {
    const about = object(obj ?? {}, 'involvedObject');
    if (obj?.kind !== 'Event' || change === 'DELETED' || text(object(obj, 'source'), 'component') !== CONTROLLER || about.kind !== 'StatefulSet' || about.name !== set) return [];
    return [{ moment, t, uid: text(about, 'uid'), type: text(obj, 'type'), reason: text(obj, 'reason'), message: text(obj, 'message'), count: number(obj, 'count') }];
  });
}

/** Events that may come in any order, told of writes that may. */
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
  const drop = (until: number, { uid, t, moment }: HeardAt) => {
    for (const { left, uid: of } of groups.splice(0, until)) {
      for (const said of left) {
        const [{ message, count }] = correlator.say(of, said);
        if (!correlator.isFull({ uid: of, type: said.type, t })) differs(moment, uid === of ? 'no event' : 'no event of an earlier set', told({ ...said, message, count }));
        correlator.hear({ uid: of, t, ...said, message, count }, true);
      }
    }
  };

  const heards = heardIn(history);
  for (const heard of heards) {
    const said = { type: heard.type, reason: heard.reason, message: heard.message.replace(COMBINED, '') };
    if (heard.type !== 'Normal') {
      if (!isPossible(history, heard, said)) differs(heard.moment, told(heard), 'nothing that would fail so');
      arrive(heard, said);
      continue;
    }
    const at = groups.findIndex(({ left, uid, since }) => uid === heard.uid && since < heard.moment && left.some(is(said)));
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
  drop(groups.length, { ...heards.at(-1) ?? { uid: '', type: '', reason: '', message: '', count: 0 }, moment: last, t: history.moments[last].row.t });
  return differences;
}

const is = (said: Said) => ({ type, reason, message }: Said) => type === said.type && reason === said.reason && message === said.message;
const told = ({ type, reason, message, count }: Pick<Heard, 'type' | 'reason' | 'message' | 'count'>) => `${type} ${reason} "${message}" (${count})`;

function groupsOf(history: History, { cuts, attempts, moments }: Explained): Group[] {
  const view = stateAt(history, cuts);
  const uid = uidBefore(history, moments[0]);
  const groups: { readonly key: string; readonly group: Group }[] = [];
  for (const { write, ...said } of saidOf(history, view, attempts)) {
    const stage = stageOf(write, view);
    const key = `${stage ?? (write.startsWith('create claim') ? podIn(write, view) : groups.length)}`;
    const last = groups.at(-1);
    if (last?.key === key) last.group.left.push(said); else groups.push({ key, group: { since: moments[0], uid, left: [said] } });
  }
  return groups.map(({ group }) => group);
}

function uidBefore({ moments }: History, moment: number): string {
  const set = moments.slice(0, moment).findLast(({ change }) => change?.k === 'set');
  return text(object(set?.row.obj ?? {}, 'metadata'), 'uid');
}

/** Whether our controller, looking at any time shortly before the event, tries what is said to have failed. */
function isPossible(history: History, { moment, t }: HeardAt, said: Said): boolean {
  for (let cut = moment; cut > 0 && history.moments[cut].row.t >= t - DELAY; cut--) {
    if (cut < moment && history.moments[cut].change === undefined) continue;
    const view = stateAt(history, cutAt(cut));
    const expected = mayFail(history, view, syncFrom(history, view));
    if (expected.some(({ type, reason, message }) => type === said.type && reason === said.reason && said.message.startsWith(message))) return true;
  }
  return false;
}
