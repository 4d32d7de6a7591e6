import { ApiObject, Chart } from 'cdk8s';
import { PersistentVolumeClaimRetentionPolicy, ClaimRetention } from './claim-retention';
import { DisruptionBudget } from './disruption-budget';
import * as kplus from './kplus';
import { explain } from './refuse';
import { VolumeClaimTemplate } from './volume-claim-template';
import { labelsMatch } from './workload-selector';
import { portName, portNumber } from '../manifest/admission/names';
import { isLiteralSecret } from '../prove/static/literal-secret';

/** What can only be judged when everything has been added. */
export interface Finished {
  readonly workload: kplus.Workload;
  readonly replicas?: number;
  readonly hasAutoscaler: boolean;
  readonly claims: readonly VolumeClaimTemplate[];
  readonly budget: DisruptionBudget;
  readonly retention?: PersistentVolumeClaimRetentionPolicy;
}

/** Something wrong. What may be right all the same can be accepted by the id of its rule. */
interface Problem {
  readonly rule?: string;
  readonly message: string;
}

/** In the words of `explain`, without those whose rule is accepted. */
export function problemsOf(finished: Finished, accepted: readonly string[]): string[] {
  const problems = [unmountedClaims, misusedClaims, takenVolumeNames, withoutContainers, unmatchedLabels, wrongPorts, wrongProbes, sharedClaims,
    literalSecrets, blockedDrains, autoscaledData].flatMap(check => check(finished));
  return problems.filter(({ rule }) => rule === undefined || !accepted.includes(rule)).map(({ message }) => message);
}

function problem(wrong: string, why: string, instead: string): Problem {
  return { message: explain(wrong, why, instead) };
}

function acceptable(rule: string, wrong: string, why: string, instead: string): Problem {
  return { rule, message: explain(wrong, why, `${instead}, or accept it with accept('${rule}', reason)`) };
}

function containersOf({ workload }: Finished): kplus.Container[] {
  return [...workload.containers, ...workload.initContainers];
}

function unmountedClaims(finished: Finished): Problem[] {
  return finished.claims.filter(claim => !claim._isUsedBy(containersOf(finished))).map(claim => problem(
    `claim '${claim.name}' is mounted by no container`, 'every pod would get storage that nobody uses, while its data goes to the container and is lost with it',
    claim.isDevice ? `Attach what addClaim returned, as in claim.attachTo(container, '/dev/${claim.name}'), or remove the claim`
      : `Mount what addClaim returned, as in container.mount('/var/lib/${claim.name}', claim), or remove the claim`));
}

function misusedClaims(finished: Finished): Problem[] {
  return finished.claims.filter(claim => claim.isDevice).flatMap(claim => containersOf(finished).filter(container => claim._isMountedBy(container)).map(container => problem(
    `container '${container.name}' mounts claim '${claim.name}', which is a bare device`, 'it has no file system to mount, and the pod would never start',
    `Write claim.attachTo(container, '/dev/${claim.name}'), or leave out volumeMode`)));
}

/** statefulset/stateful_set_utils.go:updateStorage replaces a volume of the pod that has the name of a claim. */
function takenVolumeNames(finished: Finished): Problem[] {
  const mounted = containersOf(finished).flatMap(({ mounts }) => mounts.map(({ volume }) => volume));
  const taken = new Set([...finished.workload.volumes, ...mounted].filter(volume => finished.claims.some(claim => claim.name === volume.name && claim.volume !== volume)));
  return [...taken].map(volume => problem(
    `a volume has the name of claim '${volume.name}'`, 'the controller puts the claim in its place, and what the volume was for is missing', 'Give the volume another name'));
}

function withoutContainers({ workload }: Finished): Problem[] {
  if (workload.containers.length > 0) return [];
  return [problem('there is no container', 'the API server refuses a pod without one', 'Add one with addContainer')];
}

function unmatchedLabels({ workload }: Finished): Problem[] {
  const unmatched = Object.entries(workload.matchLabels).filter(([key, value]) => workload.podMetadata.getLabel(key) !== value).map(([key, value]) => problem(
    `the selector wants the pod label ${key}=${value}, but pods have ${workload.podMetadata.getLabel(key) ?? 'none'}`, 'the API server refuses a selector that does not match its own pods',
    'Set the label with matchLabels only'));
  const rest = workload.matchExpressions.filter(expression => !labelsMatch(expression, workload.podMetadata.getLabel(expression.key))).map(({ key, operator, values }) => problem(
    `the selector wants pods with ${key} ${operator} ${(values ?? []).join(', ')}`.trimEnd(), `pods have ${workload.podMetadata.getLabel(key) ?? 'none'}, and the API server refuses a selector that does not match its own pods`,
    'Give the pods such a label with podMetadata, or select them by others'));
  return [...unmatched, ...rest];
}

/** All containers of a pod have one address. */
function wrongPorts({ workload }: Finished): Problem[] {
  const ports = [...workload.containers, ...workload.initContainers.filter(({ restartPolicy }) => restartPolicy)].flatMap(container => container.ports.map(port => ({ container, port })));
  const protocolOf = ({ protocol = kplus.Protocol.TCP }: kplus.ContainerPort) => protocol;
  const invalid = ports.flatMap(({ container, port }) => [...portNumber(port.number), ...(port.name === undefined ? [] : portName(port.name))].map(words => problem(
    `port ${port.name ?? port.number} of container '${container.name}' is no port`, `the API server does not take it: it ${words}`, 'Write a number and a name that follow this rule')));
  const twice = ports.filter(({ port }, index) => ports.slice(0, index).some(earlier => earlier.port.number === port.number && protocolOf(earlier.port) === protocolOf(port)));
  const named = ports.filter(({ port }, index) => port.name !== undefined && ports.slice(0, index).some(earlier => earlier.port.name === port.name));
  return [
    ...invalid,
    ...twice.map(({ container, port }) => problem(`container '${container.name}' listens on port ${port.number}, as another does`,
      'the containers of a pod share its address, and the second to start fails', 'Give one of them another port')),
    ...named.map(({ container, port }) => problem(`port '${port.name}' of container '${container.name}' has the name of another's`,
      'the API server refuses a Service with two ports of one name, and whoever asks for the name gets either', 'Give one of them another name')),
  ];
}

/** core/validation/validation.go:validateLivenessProbe and validateStartupProbe, 1.28 to 1.36. */
function wrongProbes({ workload }: Finished): Problem[] {
  return workload.containers.flatMap(container => {
    const { livenessProbe, startupProbe, readinessProbe } = container._toKube();
    const once = Object.entries({ liveness: livenessProbe, startup: startupProbe }).filter(([, probe]) => (probe?.successThreshold ?? 1) !== 1).map(([name, probe]) => problem(
      `the ${name} probe of container '${container.name}' has successThreshold ${probe?.successThreshold}`, 'the API server takes no other than 1', 'Leave it out'));
    const counts = Object.entries({ liveness: livenessProbe, startup: startupProbe, readiness: readinessProbe }).flatMap(([name, probe]) =>
      (['periodSeconds', 'timeoutSeconds', 'failureThreshold', 'successThreshold'] as const).filter(field => (probe?.[field] ?? 1) < 1).map(field => problem(
        `the ${name} probe of container '${container.name}' has ${field} ${probe?.[field]}`, 'the API server takes whole numbers from 1 on', 'Write at least 1, or leave it out')));
    return [...once, ...counts];
  });
}

/** A claim that only one node can use, made beside the set and mounted by all of its pods. */
function sharedClaims({ workload, replicas = 1, hasAutoscaler }: Finished): Problem[] {
  if (workload.containers.length === 0 || replicas < 2 && !hasAutoscaler) return [];
  const names = (workload._toPodSpec().volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  const objects = names.length === 0 ? [] : Chart.of(workload).node.findAll().filter(ApiObject.isApiObject).filter(({ kind }) => kind === 'PersistentVolumeClaim');
  const shared = objects.filter(({ name }) => names.includes(name)).filter(object => (object.toJson().spec?.accessModes ?? []).every((mode: string) => mode.startsWith('ReadWriteOnce')));
  return shared.map(({ name }) => acceptable('storage/single-writer',
    `all replicas mount the one claim '${name}', which only one node can mount`, 'those on other nodes never start, and those on the same node write each other\'s files',
    'Give each replica its own with addClaim'));
}

function literalSecrets(finished: Finished): Problem[] {
  return containersOf(finished).flatMap(container => Object.entries(container.env.variables)
    .filter(([name, { value }]) => typeof value === 'string' && isLiteralSecret(name, value))
    .map(([name]) => acceptable('hygiene/literal-secret',
      `${name} of container '${container.name}' is written in the manifest`, 'whoever can read the set, its revisions or the repository can read it too',
      "Name a Secret that exists in the cluster: Secret.fromSecretName(this, 'Secret', name).envValue(key)")));
}

function blockedDrains({ budget, replicas, hasAutoscaler }: Finished): Problem[] {
  if (!budget._blocks(hasAutoscaler ? undefined : replicas)) return [];
  return [acceptable('hygiene/disruption-budget',
    `the disruption budget never lets a pod go: ${budget.limit} is ${budget.value!.value}${replicas === undefined ? '' : ` of ${replicas} replicas`}`,
    'a drain of any node with such a pod waits until somebody deletes the pod by hand', 'Write DisruptionBudget.maxUnavailable(PercentOrAbsolute.absolute(1))')];
}

function autoscaledData({ hasAutoscaler, retention, claims }: Finished): Problem[] {
  if (!hasAutoscaler || claims.length === 0 || retention?.whenScaled !== ClaimRetention.DELETE) return [];
  return [acceptable('hygiene/replicas-under-autoscaler',
    'an autoscaler deletes data whenever the load falls, because whenScaled is Delete', 'with each pod that it removes, the claims of the pod are deleted, and no person has decided it',
    'Write whenScaled: ClaimRetention.RETAIN')];
}
