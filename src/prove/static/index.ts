import { admitted } from './admitted';
import { antiAffinity } from './anti-affinity';
import { claimMounts } from './claim-mounts';
import { claimNames } from './claim-names';
import { dataVolume } from './data-volume';
import { disruptionBudget } from './disruption-budget';
import { droppedFields } from './dropped-fields';
import { governingService } from './governing-service';
import { gracePeriod } from './grace-period';
import { historyLimit } from './history-limit';
import { imageTag } from './image-tag';
import { literalSecret } from './literal-secret';
import { livenessProbe } from './liveness-probe';
import { nameLength } from './name-length';
import { overwrittenFields } from './overwritten-fields';
import { partition } from './partition';
import { preStop } from './pre-stop';
import { quota } from './quota';
import { readinessProbe } from './readiness-probe';
import { recoveryTime } from './recovery-time';
import { replicasUnderAutoscaler } from './replicas-under-autoscaler';
import { resources } from './resources';
import { sharedClaim } from './shared-claim';
import { stable } from './stable';
import { storageClass } from './storage-class';
import { undisturbed } from './undisturbed';
import type { Diagnostic } from '../../manifest/diagnostic';
import type { Manifests } from '../../manifest/objects';
import type { Subject } from '../subject';

/** A rule that is decided by reading the manifests: each finding says where, why it matters and what to write instead. */
export interface StaticRule {
  /** Such as `hygiene/readiness-probe`. */
  readonly id: string;
  /** The guarantee in a few words, as it stands when it holds. */
  readonly title: string;
  readonly check: (subject: Subject, manifests: Manifests) => readonly Diagnostic[];
}

/** Those without which nothing that the model explores is true: it makes pods, and its controller lives. */
export const OBSTACLES: readonly StaticRule[] = [admitted, historyLimit];

/** In the order in which their findings are told. */
export const STATIC_RULES: readonly StaticRule[] = [
  admitted, stable, undisturbed, governingService,
  historyLimit, droppedFields, overwrittenFields, nameLength, claimNames, claimMounts, sharedClaim, dataVolume, storageClass, partition,
  gracePeriod, preStop, readinessProbe, livenessProbe, recoveryTime,
  replicasUnderAutoscaler, disruptionBudget, antiAffinity,
  resources, quota, imageTag, literalSecret,
];
