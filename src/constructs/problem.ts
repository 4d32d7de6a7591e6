import { DisruptionBudget } from './disruption-budget';
import * as kplus from './kplus';
import { explain } from './refuse';
import { StatefulWorkloadProps } from './stateful-workload-props';
import { VolumeClaimTemplate } from './volume-claim-template';

/** A workload to which everything has been added. */
export interface Finished {
  readonly workload: kplus.Workload;
  readonly replicas?: number;
  readonly hasAutoscaler: boolean;
  readonly claims: readonly VolumeClaimTemplate[];
  readonly budget: DisruptionBudget;
  readonly props: StatefulWorkloadProps;
}

/** Something wrong. What may be right all the same can be accepted by the id of its rule. */
export interface Problem {
  readonly rule?: string;
  readonly message: string;
}

export function problem(wrong: string, why: string, instead: string): Problem {
  return { message: explain(wrong, why, instead) };
}

export function acceptable(rule: string, wrong: string, why: string, instead: string): Problem {
  return { rule, message: explain(wrong, why, `${instead}, or accept it with accept('${rule}', reason)`) };
}

/** All containers of the pod, also those that only prepare it. */
export function containersOf({ workload }: Finished): kplus.Container[] {
  return [...workload.containers, ...workload.initContainers];
}
