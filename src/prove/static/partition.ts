import type { StaticRule } from './index';
import { found } from './pods';

const id = 'hygiene/partition';

/**
 * core/v1 calls the partition an ordinal, and stateful_set_control.go:updateStatefulSet counts that many pods from the first, which is the same only where
 * ordinals start at 0 (https://github.com/kubernetes/kubernetes/issues/128529). It is evident where nothing is updated although the pod of that ordinal is there.
 */
export const partition: StaticRule = {
  id,
  title: 'the partition is where it is taken to be',
  check: (subject) => {
    const { name, start, replicas, partition: kept } = subject;
    if (kept < Math.max(start, replicas) || kept >= start + replicas) return [];
    return [found(id, subject, ['spec', 'updateStrategy', 'rollingUpdate', 'partition'], {
      severity: 'warning',
      message: `partition ${kept} of StatefulSet ${name} keeps all ${replicas} pods at the old revision, ${name}-${kept} too`,
      reason: `it is the number of pods that keep it, counted from ${name}-${start}, and an ordinal only where ordinals start at 0 (kubernetes#128529)`,
      advice: `write partition: ${kept - start} where ${name}-${kept} is to be the lowest that changes`,
    })];
  },
};
