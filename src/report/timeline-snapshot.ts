import { changes, revisionWords } from './changes';
import { dnsWords } from './dns';
import { harmless, join } from './safe';
import { kubernetesText } from '../prove/kubernetes';
import type { Snapshot, Timeline, TimelineStep } from '../prove/timeline';

/**
 * A run as the text of a snapshot test: one fact to a line, so that a difference in review is the fact that changed. Revisions are numbered,
 * not named, as the name holds a hash of the whole template.
 */
export function timelineSnapshot(timeline: Timeline): string {
  const shown = harmless(timeline);
  const end = shown.steps.at(-1)?.after ?? shown.start;
  return join([
    `replay ${shown.namespace}/${shown.set} ${shown.scenario} on Kubernetes ${kubernetesText(shown.kubernetes, shown.featureGates)}`,
    '----',
    ...shown.cluster === undefined ? [] : [`cluster: ${shown.cluster}`],
    ...state(shown.start),
    '----',
    ...shown.steps.flatMap((step, i) => stepText(step, i === 0 ? shown.start : shown.steps[i - 1].after)),
    '----',
    ...state(end),
    ...(shown.troubles ?? []).map(({ problem }) => `wrong: ${problem}`),
  ]);
}

/** How the serializer knows one of these texts from other strings. */
export const SNAPSHOT_START = /^replay \S+\/\S+ \S+ on Kubernetes \S+(?: with \S.*)?\n----\n/;

function stepText(step: TimelineStep, before: Snapshot): string[] {
  const consequences = [
    ...changes(before, step.after),
    ...step.events.map((event) => `${event.type} ${event.reason} ${event.object} ${event.message}`),
    ...step.dns.map((answer) => `dns ${dnsWords(answer)}`),
    ...(step.drain ?? []).map((line) => `drain: ${line}`),
    ...step.rollout.map((line) => `rollout status: ${line}`),
    ...(step.note === undefined ? [] : [`note: ${step.note}`]),
  ];
  return [`> ${step.index} ${step.actor}: ${step.command === undefined ? step.action : `$ ${step.command}`}`, ...consequences.map((line) => `  ${line}`)];
}

function state(snapshot: Snapshot): string[] {
  const lines = [
    ...snapshot.pods.map((pod) => `${pod.name} ${pod.ready} ${pod.status}, ${revisionWords(pod.revision, snapshot)}, ${pod.image}${pod.address ? `, ${pod.address}` : ''}`),
    ...snapshot.claims.map((claim) => `claim ${claim.name} ${claim.status}${claim.data ? ', has data' : ''}`),
  ];
  return lines.length > 0 ? lines : ['nothing'];
}
