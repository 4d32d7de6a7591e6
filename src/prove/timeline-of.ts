import type { Subject } from './subject';
import type { Snapshot, Timeline, TimelineStep, Trouble } from './timeline';

/** A run of a set, with all that says what it is a run of. */
export function timelineOf(
  subject: Subject, scenario: string, start: Snapshot, steps: readonly TimelineStep[], troubles?: readonly Trouble[],
): Timeline {
  const { name, namespace, kubernetes } = subject;
  const run = { set: name, namespace, scenario, kubernetes: kubernetes.version, featureGates: kubernetes.changed, start, steps };
  return troubles === undefined ? run : { ...run, troubles };
}
