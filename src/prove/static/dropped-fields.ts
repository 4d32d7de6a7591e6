import type { StaticRule } from './index';
import { field, found } from './pods';
import type { Path } from './pods';
import type { JsonObject } from '../../manifest/objects';

const id = 'hygiene/dropped-fields';

/** What the API server drops without a word while a feature gate is off (registry/apps/statefulset/strategy.go:dropStatefulSetDisabledFields). */
const GATED: readonly { readonly path: Path; readonly gate: string }[] = [
  { path: ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'], gate: 'MaxUnavailableStatefulSet' },
  { path: ['spec', 'persistentVolumeClaimRetentionPolicy'], gate: 'StatefulSetAutoDeletePVC' },
  { path: ['spec', 'ordinals'], gate: 'StatefulSetStartOrdinal' },
];

export const droppedFields: StaticRule = {
  id,
  title: 'the API server keeps every field',
  check: (subject) => {
    const { manifest: { raw, object }, name, kubernetes: { version } } = subject;
    const isIn = (of: JsonObject, path: Path) => (field(of, ...path.map(String)) ?? null) !== null;
    return GATED.filter(({ path }) => isIn(raw, path) && !isIn(object as unknown as JsonObject, path)).map(({ path, gate }) => found(id, subject, path, {
      severity: 'warning',
      message: `Kubernetes ${version} drops ${path.at(-1)} of StatefulSet ${name}: the feature gate ${gate} is off`,
      reason: 'the API server takes the object without the field, and says nothing',
      advice: `leave it out, or turn the gate on in API server and controller manager, and prove with --feature-gates ${gate}=true`,
    }));
  },
};
