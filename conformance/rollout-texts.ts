/** The texts of the controller's events, as src/prove/decode/event-texts.ts words them. */
import type { Said } from './rollout-correlator';
import type { History } from './rollout-history';
import { text } from '../src/manifest/admission/values';
import { claimEvent, podEvent } from '../src/prove/decode/event-texts';
import type { Verb } from '../src/prove/decode/event-texts';

/** @param event reason and object, as trace-writes.ts tells them; of a failure, the text without the error */
export function textOf(event: string, { profile, set: name }: History, claimTemplates: readonly string[]): Said {
  const [, outcome, verb, kind, object] = /^(Successful|Failed)(Create|Update|Delete) (pod|claim)\/(.*)$/.exec(event) ?? [];
  if (verb === undefined) return { type: 'Warning', reason: event.trim(), message: 'PersistentVolumeClaim ' };
  const error = outcome === 'Failed' ? '' : undefined;
  const [set, does] = [{ name, profile }, verb.toLowerCase() as Verb];
  if (kind === 'pod') return podEvent(set, does, object, error);
  const template = claimTemplates.find((each) => object.startsWith(`${each}-${name}-`)) ?? '';
  return claimEvent(set, does, object, object.slice(template.length + 1), error);
}

/** How long after a write its event may come, in seconds. */
const DELAY = 1;

/** How many of these events did not arrive soon after a moment. */
export function unheard(history: History, moment: number, events: readonly string[], claimTemplates: readonly string[]): number {
  const { t } = history.moments[moment].row;
  const soon = history.moments.slice(moment).filter(({ row }) => row.kind === 'Event' && row.t <= t + DELAY).map(({ row }) => text(row.obj!, 'message'));
  return events.filter((event) => !soon.some((message) => message.includes(textOf(event, history, claimTemplates).message))).length;
}
