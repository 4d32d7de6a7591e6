import { ApiObject, Chart } from 'cdk8s';
import { ClaimRetention } from './claim-retention';
import * as kplus from './kplus';
import { Finished, Problem, acceptable, containersOf, problem } from './problem';
import { VolumeClaimTemplate } from './volume-claim-template';

export function unmountedClaims(finished: Finished): Problem[] {
  return finished.claims.filter(claim => !claim._isUsedBy(containersOf(finished))).map(claim => problem(
    `claim '${claim.name}' is mounted by no container`,
    'every pod would get storage that nobody uses, while its data goes to the container and is lost with it',
    `${claim.isDevice ? 'Attach' : 'Mount'} what addClaim returned, as in ${howToUse(claim)}, or remove the claim`));
}

function howToUse({ name, isDevice }: VolumeClaimTemplate): string {
  return isDevice ? `claim.attachTo(container, '/dev/${name}')` : `container.mount('/var/lib/${name}', claim)`;
}

export function misusedClaims(finished: Finished): Problem[] {
  const mounts = finished.claims.filter(claim => claim.isDevice)
    .flatMap(claim => containersOf(finished).filter(container => claim._isMountedBy(container)).map(container => ({ claim, container })));
  return mounts.map(({ claim, container }) => problem(
    `container '${container.name}' mounts claim '${claim.name}', which is a bare device`, 'it has no file system, so the pod would never start',
    `Write ${howToUse(claim)}, or leave out volumeMode`));
}

function volumesOf(finished: Finished): kplus.Volume[] {
  return [...new Set([...finished.workload.volumes, ...containersOf(finished).flatMap(({ mounts }) => mounts.map(({ volume }) => volume))])];
}

/** statefulset/stateful_set_utils.go:updateStorage replaces a volume of the pod that has the name of a claim. */
export function takenVolumeNames(finished: Finished): Problem[] {
  const { claims } = finished;
  return volumesOf(finished).filter(volume => claims.some(claim => claim.name === volume.name && claim.volume !== volume)).map(volume => problem(
    `a volume has the name of claim '${volume.name}'`, 'the controller puts the claim in its place, so what the volume was for is missing',
    'Give the volume another name'));
}

/** core/validation/validation.go:ValidateVolumeMounts and ValidateVolumeDevices, 1.28 to 1.36. */
export function doubleMounts(finished: Finished): Problem[] {
  return containersOf(finished).flatMap(({ name, mounts }) => {
    const paths = mounts.map(({ path }) => path);
    return [...new Set(paths.filter((path, index) => paths.indexOf(path) < index))].map(path => problem(
      `container '${name}' mounts two volumes at '${path}'`, 'the API server refuses the pod', 'Mount one of them elsewhere'));
  });
}

/** A claim that only one node can mount, made beside the set and mounted by all of its pods. */
export function sharedClaims(finished: Finished): Problem[] {
  const { workload, replicas = 1, hasAutoscaler } = finished;
  const names = volumesOf(finished).flatMap(volume => volume._toKube().persistentVolumeClaim?.claimName ?? []);
  if (names.length === 0 || replicas < 2 && !hasAutoscaler || staysOnOneNode(workload)) return [];
  return names.filter(name => claimsNamed(workload, name).some(isForOneNode)).map(name => acceptable('hygiene/shared-claim',
    `all replicas mount the one claim '${name}', which only one node can mount`,
    "those on other nodes never start, and those on the same node write each other's files", 'Give each replica its own with addClaim'));
}

function staysOnOneNode(workload: kplus.Workload): boolean {
  const { affinity, nodeName } = workload.scheduling._toKube();
  const company = affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return nodeName !== undefined || company.some(({ topologyKey }) => topologyKey === kplus.Topology.HOSTNAME.key);
}

function claimsNamed(workload: kplus.Workload, name: string): ApiObject[] {
  const objects = Chart.of(workload).node.findAll().filter(ApiObject.isApiObject);
  return objects.filter(object => object.kind === 'PersistentVolumeClaim' && object.name === name);
}

function isForOneNode(claim: ApiObject): boolean {
  const modes: string[] = claim.toJson().spec?.accessModes ?? [];
  return modes.every(mode => mode.startsWith('ReadWriteOnce'));
}

export function autoscaledData({ hasAutoscaler, props, claims }: Finished): Problem[] {
  if (!hasAutoscaler || claims.length === 0 || props.persistentVolumeClaimRetentionPolicy?.whenScaled !== ClaimRetention.DELETE) return [];
  return [acceptable('storage/kept',
    'an autoscaler deletes data whenever the load falls, because whenScaled is Delete',
    'with each pod that it removes, the claims of the pod are deleted, and no person has decided it', 'Write whenScaled: ClaimRetention.RETAIN')];
}
