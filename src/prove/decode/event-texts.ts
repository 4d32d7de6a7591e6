import type { Container, Probe } from '../../manifest/objects';
import type { Subject } from '../subject';
import type { EventLine } from '../timeline';

/** Whose events: a set, as a version of Kubernetes words them. */
type Source = Pick<Subject, 'name' | 'profile'>;

export type Verb = 'create' | 'update' | 'delete';

const titled = (verb: string): string => verb[0].toUpperCase() + verb.slice(1);

const wordFor = (verb: Verb, { profile }: Source): string => profile.eventsBeginWithCapital ? titled(verb) : verb;

function ofSet({ name }: Source, verb: Verb, message: string, error: string | undefined): EventLine {
  const object = `statefulset/${name}`;
  if (error === undefined) return { type: 'Normal', reason: `Successful${titled(verb)}`, object, message };
  return { type: 'Warning', reason: `Failed${titled(verb)}`, object, message: `${message} failed error: ${error}` };
}

/** What the controller says of a pod that it makes, puts right or deletes, or cannot (stateful_pod_control.go:recordPodEvent). */
export function podEvent(subject: Source, verb: Verb, pod: string, error?: string): EventLine {
  return ofSet(subject, verb, `${wordFor(verb, subject)} Pod ${pod} in StatefulSet ${subject.name}${error === undefined ? ' successful' : ''}`, error);
}

/** What it says of a claim (recordClaimEvent). */
export function claimEvent(subject: Source, verb: Verb, claim: string, pod: string, error?: string): EventLine {
  const of = `Pod ${pod} in StatefulSet ${subject.name}`;
  const message = error === undefined ? `${wordFor(verb, subject)} Claim ${claim} ${of} success` : `${wordFor(verb, subject)} Claim ${claim} for ${of}`;
  return ofSet(subject, verb, message, error);
}

/** Several errors as one (apimachinery, util/errors/errors.go:aggregate). */
export const aggregated = (errors: readonly string[]): string => errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;

/** What the kubelet says of a container that it has started (kuberuntime_container.go:startContainer). */
export function startedEvents({ profile, container }: Subject, pod: string): EventLine[] {
  const normal = (reason: string, message: string): EventLine => ({ type: 'Normal', reason, object: `pod/${pod}`, message });
  if (profile.containerEventsAreNameless) return [normal('Created', 'Container created'), normal('Started', 'Container started')];
  return [normal('Created', `Created container${profile.createdEventHasColon ? ':' : ''} ${container}`), normal('Started', `Started container ${container}`)];
}

/** What the kubelet says when a readiness probe fails, as far as the kind of probe tells (kubelet/prober/prober.go:probe, pkg/probe). */
export function unhealthyEvent({ manifest }: Subject, pod: string, address: string): EventLine[] {
  const container = manifest.object.spec.template.spec.containers.find(({ readinessProbe }) => readinessProbe !== undefined);
  if (container?.readinessProbe === undefined) return [];
  const message = `Readiness probe failed: ${outputOf(container.readinessProbe, container, address)}`;
  return [{ type: 'Warning', reason: 'Unhealthy', object: `pod/${pod}`, message }];
}

/** What a command says nobody knows. */
function outputOf({ tcpSocket, httpGet, grpc }: Probe, { ports }: Container, address: string): string {
  const numberOf = (port: number | string) => ports?.find(({ name }) => name === port)?.containerPort ?? port;
  if (tcpSocket !== undefined) return `dial tcp ${address}:${numberOf(tcpSocket.port)}: connect: connection refused`;
  if (httpGet !== undefined) return 'HTTP probe failed with statuscode: 503';
  return grpc === undefined ? '' : 'service unhealthy (responded with "NOT_SERVING")';
}
