import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';

/** Computes the `spec` of an object when it is synthesized. */
type Spec = () => any;

/**
 * An object without the filter of the generated classes, which drop fields that they do not know and quantities written as text: what a user
 * patches in stays in.
 *
 * @param spec renders the spec. Pass the result of a generated `manifest()`, which knows how the API spells its fields.
 */
export function plainObject(scope: Construct, id: string, apiVersion: string, kind: string, metadata: ApiObjectMetadata, spec: Spec): ApiObject {
  return new ApiObject(scope, id, { apiVersion, kind, metadata, spec: Lazy.any({ produce: spec }) });
}
