/**
 * Kinds of which only a few fields are read: their types and defaults, pkg/apis/storage/v1/defaults.go and pkg/apis/autoscaling/v2/defaults.go. What they
 * mean is not validated.
 */
import type { JsonObject } from '../objects';
import { decode, encode } from './codec';
import type { Fields } from './values';
import { fieldOf, object } from './values';

/** What is read of an object, or why the server refuses it, and the field of that. */
export interface Read {
  readonly object?: JsonObject;
  readonly refusal?: string;
  readonly at?: string;
}

export function readPartly(apiVersion: string, kind: string, written: JsonObject): Read {
  // The few fields have not changed since 1.28, so any minor version will do.
  const { object: decoded, misfit, misfitAt } = decode(written, kind, 28);
  if (misfit !== undefined) return { refusal: `${kind} in version "${apiVersion.split('/').pop()}" cannot be handled as a ${kind}: ${misfit}`, at: misfitAt };
  const filled = kind === 'StorageClass' ? filledStorageClass(decoded) : filledAutoscaler(decoded);
  return { object: encode(filled, kind, false) };
}

/** SetDefaults_StorageClass. */
function filledStorageClass(of: JsonObject): JsonObject {
  return { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', ...of };
}

/** SetDefaults_HorizontalPodAutoscaler. */
function filledAutoscaler(of: JsonObject): JsonObject {
  const spec = object(of, 'spec');
  return { ...of, spec: { ...spec, minReplicas: fieldOf(spec, 'minReplicas') ?? 1 } as Fields };
}
