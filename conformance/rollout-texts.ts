/** The texts of the controller's events, as its version spells them (stateful_pod_control.go: recordPodEvent, recordClaimEvent). */
import type { Said } from './rollout-correlator';
import type { History } from './rollout-history';
import { text } from '../src/manifest/admission/values';

/** @param event reason and object, as trace-writes.ts tells them; of a failure, the text without the error */
export function textOf(event: string, { profile, set }: History, claimTemplates: readonly string[]): Said {
  const [, outcome, verb, kind, name] = /^(Successful|Failed)(Create|Update|Delete) (pod|claim)\/(.*)$/.exec(event) ?? [];
  if (verb === undefined) return { type: 'Warning', reason: event.trim(), message: 'PersistentVolumeClaim ' };
  const isDone = outcome === 'Successful';
  const said = { type: isDone ? 'Normal' : 'Warning', reason: outcome + verb };
  const word = profile.eventsBeginWithCapital ? verb : verb.toLowerCase();
  if (kind === 'pod') return { ...said, message: `${word} Pod ${name} in StatefulSet ${set} ${isDone ? 'successful' : 'failed error: '}` };
  const template = claimTemplates.find((each) => name.startsWith(`${each}-${set}-`)) ?? '';
  return { ...said, message: `${word} Claim ${name} ${isDone ? '' : 'for '}Pod ${name.slice(template.length + 1)} in StatefulSet ${set} ${isDone ? 'success' : 'failed error: '}` };
}

/** How long after a write its event may come, in seconds. */
const DELAY = 1;

/** How many of these events did not arrive soon after a moment. */
export function unheard(history: History, moment: number, events: readonly string[], claimTemplates: readonly string[]): number {
  const { t } = history.moments[moment].row;
  const soon = history.moments.slice(moment).filter(({ row }) => row.kind === 'Event' && row.t <= t + DELAY).map(({ row }) => text(row.obj!, 'message'));
  return events.filter((event) => !soon.some((message) => message.includes(textOf(event, history, claimTemplates).message))).length;
}
