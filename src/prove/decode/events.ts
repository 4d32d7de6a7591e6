import { aggregated, claimEvent, podEvent, startedEvents } from './event-texts';
import { Fields, Scene, isBroken } from './scene';
import * as f from '../../cluster/fields';
import { CLAIM_IS_BEING_DELETED, CREATE_CLAIM, CREATE_POD, DELETE_POD, kindOf, objectOfWrite } from '../../cluster/write';
import type { EventLine } from '../timeline';

/** What the controller says of one write. */
export function controllerEvents({ subject, names }: Scene, made: number): EventLine[] {
  const slot = objectOfWrite(made);
  const pod = names.pod(slot);
  switch (kindOf(made)) {
    case CREATE_CLAIM: return names.claims(slot).map((claim) => claimEvent(subject, 'create', claim, pod));
    case CREATE_POD: return [podEvent(subject, 'create', pod)];
    case DELETE_POD: return [podEvent(subject, 'delete', pod)];
    case CLAIM_IS_BEING_DELETED: return [podEvent(subject, 'create', pod, aggregated(names.claims(slot).map((claim) => `pvc ${claim} is being deleted`)))];
    default: return [];
  }
}

/** What the kubelet says of a pod that it has started, that it must stop, or whose image it cannot pull. */
export function kubeletEvents(scene: Scene, before: Fields, after: Fields, slot: number): EventLine[] {
  const { subject, names } = scene;
  const was = before(f.phase(slot));
  const is = after(f.phase(slot));
  const normal = (reason: string, message: string): EventLine => ({ type: 'Normal', reason, object: `pod/${names.pod(slot)}`, message });
  if (was === f.SCHEDULED && is === f.RUNNING) return startedEvents(subject, names.pod(slot));
  if (was === f.RUNNING && before(f.deleting(slot)) === 0 && after(f.deleting(slot)) === 1) return [normal('Killing', `Stopping container ${subject.container}`)];
  if (was === f.PENDING && is === f.SCHEDULED && isBroken(scene, after(f.revision(slot)))) return [{ ...normal('Failed', 'Error: ErrImagePull'), type: 'Warning' }];
  return [];
}
