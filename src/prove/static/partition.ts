import type { StaticRule } from './index';
import { found } from './pods';

const id = 'hygiene/partition';

/**
 * core/v1 calls the partition an ordinal, and stateful_set_control.go:updateStatefulSet counts that many pods from the first, which is the same only where
 * ordinals start at 0 (https://github.com/kubernetes/kubernetes/issues/128529). One below the first ordinal cannot have been meant as an ordinal.
 */
export const partition: StaticRule = {
  id,
  title: 'the partition is where it is taken to be',
  check: (subject) => {
    const { name, start, replicas, partition: kept } = subject;
    if (start === 0 || kept < start) return [];
    const last = start + Math.min(kept, replicas) - 1;
    return [found(id, subject, ['spec', 'updateStrategy', 'rollingUpdate', 'partition'], {
      severity: 'warning',
      message: `partition ${kept} of StatefulSet ${name} is counted from its first ordinal, ${start}: ${name}-${start} to ${name}-${last} keep the old revision`,
      reason: 'it is the number of pods that keep the old revision, and an ordinal only where ordinals start at 0 (kubernetes#128529)',
      advice: `write partition: ${kept - start} where ${name}-${kept} is to be the lowest that changes`,
    })];
  },
};
