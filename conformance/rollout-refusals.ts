/** What the API server refused the controller: recordings do not hold refused writes, but the controller complains by events. */
import type { History } from './rollout-history';
import type { Plan } from './trace-injections';
import { object, text } from '../src/manifest/admission/values';

/** How long after a refused write its event may come, in seconds. */
const DELAY = 1;

/** The first that fits counts. */
const COMPLAINTS: readonly (readonly [text: RegExp, verb: string, kind: string])[] = [
  [/^create Claim (\S+) for Pod \S+ in StatefulSet \S+ failed error: /i, 'create', 'pvc'],
  [/failed to create PVC ([^\s:]+): /, 'create', 'pvc'],
  [/could not update claim (\S+) for delete policy ownerRefs: /i, 'update', 'pvc'],
  [/^create Pod (\S+) in StatefulSet \S+ failed error: (?!.*is being deleted)/i, 'create', 'pod'],
  [/^delete Pod (\S+) in StatefulSet \S+ failed error: /i, 'delete', 'pod'],
  [/^update Pod (\S+) in StatefulSet \S+ failed error: /i, 'update', 'pod'],
];

/** Fails so every time. */
const ALWAYS = 99;

/** The refusal that a complaint is about, or undefined where it is not about one. */
export function refusalIn(message: string): Plan | undefined {
  for (const [complaint, verb, kind] of COMPLAINTS) {
    const [, name] = complaint.exec(message) ?? [];
    if (name !== undefined) return { verb, kind, name, error: message.includes('Operation cannot be fulfilled') ? 'conflict' : '', left: ALWAYS };
  }
  return undefined;
}

/** After so many events about one object the recorder falls silent (rollout-correlator.ts): then older complaints stand for newer ones. */
const SILENCE = 25;

/** What the controller complains of between these times. */
export function complaintsBetween({ moments, set }: History, from: number, to: number): string[] {
  const past = moments.filter(({ row: { t, obj } }) => obj?.kind === 'Event' && object(obj, 'involvedObject').name === set && t <= to + DELAY);
  const complaints = past.filter(({ row: { t, obj } }) => obj!.type === 'Warning' && (t >= from || past.length >= SILENCE));
  return complaints.map(({ row: { obj } }) => text(obj!, 'message'));
}

/** What was refused between these times, as far as the controller complains of it: nothing, each by itself, or all. */
export function refusalsBetween(history: History, from: number, to: number): Plan[][] {
  const refusals = complaintsBetween(history, from, to).map(refusalIn).filter((refusal) => refusal !== undefined);
  const distinct = [...new Map(refusals.map((refusal) => [`${refusal.verb} ${refusal.kind} ${refusal.name}`, refusal])).values()];
  return [[], ...distinct.map((refusal) => [refusal]), ...distinct.length > 1 ? [distinct] : []];
}
