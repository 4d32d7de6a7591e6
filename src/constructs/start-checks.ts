import * as kplus from './kplus';
import { Finished, Problem, acceptable } from './problem';
import { ReadinessModel } from './readiness-model';

const REASON = 'the controller makes a pod only when all before it are ready, so the first waits for pods that wait for it';
const INSTEAD = 'Write podManagementPolicy: PodManagementPolicy.PARALLEL, which cannot be changed later';

/** statefulset/stateful_set_control.go:processReplica. The prover finds it too, and shows the way; this is for those who do not ask it. */
export function deadlockedStart({ replicas = 1, props: { readinessModel, podManagementPolicy } }: Finished): Problem[] {
  if (podManagementPolicy === kplus.PodManagementPolicy.PARALLEL || replicas < 2) return [];
  switch (readinessModel) {
    case ReadinessModel.MAJORITY:
      return [acceptable('boot/completes', `${replicas} replicas that are ready only with a majority never start in order`, REASON, INSTEAD)];
    case ReadinessModel.PEERS_OF_LAST_RUN:
      return [acceptable('boot/restarts', `${replicas} replicas that wait for those of their last run never come back in order`, REASON, INSTEAD)];
    default:
      return [];
  }
}
