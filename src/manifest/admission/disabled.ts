/** Fields of pods that are dropped while their gates are off: pkg/api/pod/util.go:dropDisabledFields. */
import type { Json, JsonObject } from '../objects';
import { isObject } from '../objects';
import type { Profile } from './profile';
import { within, withinEach } from './within';

export function withoutDisabled(written: JsonObject, profile: Profile): JsonObject {
  const { hostUsers, hostnameOverride, resources, ...rest } = written;
  let spec: JsonObject = {
    ...rest,
    ...(profile.hostUsers && hostUsers !== undefined && { hostUsers }),
    ...(profile.hostnameOverride && hostnameOverride !== undefined && { hostnameOverride }),
    ...(profile.podLevelResources && resources !== undefined && { resources }),
  };
  // The gate ImageVolume is off before 1.35.
  if (profile.minor < 35 && Array.isArray(spec.volumes)) {
    spec = { ...spec, volumes: spec.volumes.filter((volume) => !isObject(volume as Json) || (volume as JsonObject).image === undefined) };
  }
  for (const name of ['containers', 'initContainers', 'ephemeralContainers']) {
    spec = withinEach(spec, name, (container) => withoutDisabledOfContainer(container, name, profile));
  }
  return spec;
}

/** Sidecars before 1.29, restart rules before 1.35, resizing before 1.33. */
function withoutDisabledOfContainer(container: JsonObject, kind: string, profile: Profile): JsonObject {
  const { minor, procMount, recursiveReadOnly } = profile;
  const { restartPolicy, resizePolicy, restartPolicyRules, ...rest } = container;
  const isSidecar = kind === 'initContainers' && restartPolicy === 'Always';
  const keepsRestart = minor === 28 ? kind !== 'initContainers' : minor !== 34 || isSidecar;
  const [resize, rules] = [minor >= 33, minor >= 35];
  const kept = {
    ...rest,
    ...(keepsRestart && restartPolicy !== undefined && { restartPolicy }),
    ...(resize && resizePolicy !== undefined && { resizePolicy }),
    ...(rules && restartPolicyRules !== undefined && { restartPolicyRules }),
  };
  const mounted = recursiveReadOnly ? kept : withinEach(kept, 'volumeMounts', ({ recursiveReadOnly: _, ...mount }) => mount);
  return procMount ? mounted : within(mounted, 'securityContext', withDefaultProcMount);
}

/** What was once written there by default may not differ now (dropDisabledProcMountField). */
function withDefaultProcMount(context: JsonObject): JsonObject {
  return context.procMount === undefined ? context : { ...context, procMount: 'Default' };
}
