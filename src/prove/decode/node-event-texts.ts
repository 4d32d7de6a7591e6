import type { Scene } from './scene';
import { list, object, text } from '../../manifest/admission/values';
import type { HorizontalPodAutoscaler, JsonObject, ManifestObject } from '../../manifest/objects';
import type { EventLine } from '../timeline';

const ofPod = (pod: string, type: EventLine['type'], reason: string, message: string): EventLine => ({ type, reason, object: `pod/${pod}`, message });

/** What the scheduler says (scheduler/schedule_one.go:bind). */
export function assignedEvent({ subject, names }: Scene, slot: number, node: number): EventLine {
  return ofPod(names.pod(slot), 'Normal', 'Scheduled', `Successfully assigned ${subject.namespace}/${names.pod(slot)} to ${names.node(node)}`);
}

/** What controllers of volumes say of one (volume/util/operationexecutor/operation_executor.go:generateVolumeMsg). */
const volumeText = (before: string, volume: string, after: string): string => `${before} for volume "${volume}" ${after}`;

/** What the attach-detach controller says (operation_generator.go:GenerateAttachVolumeFunc). */
export function attachedEvent({ names }: Scene, slot: number): EventLine {
  return ofPod(names.pod(slot), 'Normal', 'SuccessfulAttachVolume', volumeText('AttachVolume.Attach succeeded', names.volume(slot), ''));
}

/** The same of a volume that a node still has whose pod is gone (attachdetach/reconciler/reconciler.go:reportMultiAttachError). */
export function multiAttachEvent({ names }: Scene, slot: number): EventLine {
  const why = 'Volume is already exclusively attached to one node and can\'t be attached to another';
  return ofPod(names.pod(slot), 'Warning', 'FailedAttachVolume', volumeText('Multi-Attach error', names.volume(slot), why));
}

/** What the node controller says (controller/util/node/controller_utils.go:RecordNodeStatusChange). */
export function nodeNotReadyEvents(node: string): EventLine {
  return { type: 'Normal', reason: 'NodeNotReady', object: `node/${node}`, message: `Node ${node} status is now: NodeNotReady` };
}

/** The same of each pod that was ready there (MarkPodsNotReady). */
export const podNotReadyEvent = (pod: string): EventLine => ofPod(pod, 'Warning', 'NodeNotReady', 'Node is not ready');

/** What the taint manager says (tainteviction/taint_eviction.go:emitPodDeletionEvent). */
export const evictedEvent = (namespace: string, pod: string): EventLine => ofPod(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${namespace}/${pod}`);

/** What the autoscaler says (podautoscaler/horizontal.go:reconcileAutoscaler). */
export function rescaledEvent(autoscaler: ManifestObject<HorizontalPodAutoscaler>, replicas: number, up: boolean): EventLine {
  const reason = up ? `${metricOf(autoscaler.raw)} above target` : 'All metrics below target';
  return { type: 'Normal', reason: 'SuccessfulRescale', object: `horizontalpodautoscaler/${autoscaler.name}`, message: `New size: ${replicas}; reason: ${reason}` };
}

const USE_OF_CPU = 'cpu resource utilization (percentage of request)';

/** The first metric, in the autoscaler's words (computeReplicasForMetric and those that it calls); without one it is the use of CPU. */
function metricOf(autoscaler: JsonObject): string {
  const [metric] = list(object(autoscaler, 'spec'), 'metrics');
  if (metric === undefined) return USE_OF_CPU;
  const type = text(metric, 'type');
  if (type === 'Resource') {
    const resource = object(metric, 'resource');
    const name = text(resource, 'name');
    return text(object(resource, 'target'), 'type') === 'Utilization' ? `${name} resource utilization (percentage of request)` : `${name} resource`;
  }
  const source = object(metric, `${type[0]?.toLowerCase()}${type.slice(1)}`);
  const name = text(object(source, 'metric'), 'name');
  return type === 'Pods' ? `pods metric ${name}` : type === 'Object' ? `${text(object(source, 'describedObject'), 'kind')} metric ${name}` : `external metric ${name}`;
}
