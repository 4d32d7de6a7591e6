/** What the controller says by events of its own writes: reason and text (src/prove/decode/events.ts), as its version spells them. */
import type { History } from './rollout-history';
import type { Attempt } from './rollout-outcomes';
import { podIn } from './rollout-stages';
import type { Sync } from './rollout-sync';
import { ordinalOf, startOf } from './trace-state';
import type { ClusterState } from './trace-state';
import { CLAIM_IS_BEING_DELETED, CREATE_CLAIM, CREATE_POD, DELETE_POD, writeOf } from '../src/cluster/write';
import { controllerEvents } from '../src/prove/decode/events';
import type { Scene } from '../src/prove/decode/scene';

export interface Said { readonly type: string; readonly reason: string; readonly message: string }

/** An event, and the write that it tells of. */
export interface SaidOf extends Said { readonly write: string }

/** The events of one sync that was found, those about failures left out: their texts hold the API server's words. */
export function saidOf(history: History, view: ClusterState, attempts: readonly Attempt[]): SaidOf[] {
  const failedPods = attempts.filter(({ outcome }) => outcome === 'failed').map(({ write }) => podIn(write, view));
  const updated = new Set<string>();
  return attempts.flatMap(({ write, outcome }) => outcome === 'failed' ? [] : saidOfWrite(write).map((said) => ({ ...said, write })));

  function saidOfWrite(write: string): Said[] {
    const pod = podIn(write, view) ?? '';
    if (write.startsWith('create claim')) return says(history, CREATE_CLAIM, pod, write.split(' ')[2]);
    // Of a pod that was made and whose claim then could not be updated, only the failure is told (stateful_pod_control.go:CreateStatefulPod).
    if (write.startsWith('create pod')) return failedPods.includes(pod) ? [] : says(history, CREATE_POD, pod);
    if (write.startsWith('delete pod')) return says(history, DELETE_POD, pod);
    const isUpdate = write.startsWith('update pod') || write.startsWith('claim') && isEnforced(pod, view, attempts);
    if (!isUpdate || updated.has(pod) || failedPods.includes(pod)) return [];
    updated.add(pod);
    return [{ type: 'Normal', reason: 'SuccessfulUpdate', message: spelled(history, `update Pod ${pod} in StatefulSet ${history.set} successful`) }];
  }
}

/** The claims of a pod that is past Pending are put right together with the pod, and that is told; before, and of a condemned pod, nothing is said. */
function isEnforced(pod: string, view: ClusterState, attempts: readonly Attempt[]): boolean {
  const index = (ordinalOf(view.set!, pod) ?? -1) - startOf(view.set!);
  const isMade = attempts.some(({ write }) => write.startsWith(`create pod ${pod} `));
  return index >= 0 && index < view.set!.spec.replicas && !isMade && view.pods.get(pod)?.ph !== 'Pending';
}

/** How messages about failures that this sync may meet begin. */
export function mayFail(history: History, view: ClusterState, { writes, blocked }: Sync): Said[] {
  const { set } = history;
  const failure = (verb: string, message: string) => ({ type: 'Warning', reason: `Failed${verb[0].toUpperCase()}${verb.slice(1)}`, message: spelled(history, `${verb} ${message}`) });
  const attempted = writes.flatMap((write): Said[] => {
    const pod = podIn(write, view) ?? '';
    const of = `Pod ${pod} in StatefulSet ${set} failed error: `;
    const claim = write.replace(/^(create )?claim (\S+).*/, '$2');
    if (write.startsWith('create claim')) return [failure('create', `Claim ${claim} for ${of}`), failure('create', `${of}failed to create PVC ${claim}: `)];
    if (write.startsWith('create pod')) return [failure('create', `${of}pods "`), failure('create', `${of}Pod "${pod}" is invalid: `)];
    if (write.startsWith('delete pod')) return [failure('delete', of)];
    if (write.startsWith('claim')) return [failure('update', `${of}could not update claim ${claim} for delete policy ownerRefs: `)];
    return [];
  });
  const waiting = blocked.flatMap((claim) => says(history, CLAIM_IS_BEING_DELETED, podIn(`create claim ${claim}`, view) ?? '', claim));
  return [...attempted, ...waiting];
}

function says(history: History, kind: number, pod: string, claim = ''): Said[] {
  const names = { pod: () => pod, claims: () => [claim], image: String, revision: String };
  const scene = { subject: { name: history.set }, names } as unknown as Scene;
  return controllerEvents(scene, writeOf(kind, 0)).map(({ type, reason, message }) => ({ type, reason, message: spelled(history, message) }));
}

const spelled = ({ profile }: History, message: string) => (profile.eventsBeginWithCapital ? message[0].toUpperCase() : message[0].toLowerCase()) + message.slice(1);
