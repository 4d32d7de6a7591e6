import { Duration } from 'cdk8s';
import * as kplus from './kplus';

/**
 * cdk8s-plus fills in what nobody wrote, for stateless services: a whole CPU and a limit of 2 GiB, a read-only root file system, and a start-up
 * probe that kills a server after 30 seconds, in the midst of its recovery. Here what nobody wrote stays as Kubernetes has it; the security
 * context, which always comes back complete from a container, is cut back to what was written in pod-spec.ts.
 */
export function withoutStatelessDefaults(props: kplus.ContainerProps, ensureNonRoot: boolean): kplus.ContainerProps {
  return {
    ...props,
    resources: props.resources ?? {},
    imagePullPolicy: props.imagePullPolicy ?? pullPolicy(props.image),
    securityContext: { ensureNonRoot, readOnlyRootFilesystem: false, ...props.securityContext },
  };
}

/** An hour for the first start or a recovery, where cdk8s-plus would give 30 seconds. Without a port there is no such probe. */
export function patientStartup(props: kplus.ContainerProps): kplus.Probe | undefined {
  const port = props.portNumber ?? props.port;
  if (props.startup || port === undefined) return props.startup;
  return kplus.Probe.fromTcpSocket({ port, periodSeconds: Duration.seconds(10), failureThreshold: 360 });
}

/** Whether an init container runs beside the others for as long as the pod lives. */
export function isSidecar(props: kplus.ContainerProps): boolean {
  return props.restartPolicy === kplus.ContainerRestartPolicy.ALWAYS;
}

/** The rule by which the API server chooses: https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting */
function pullPolicy(image: string): kplus.ImagePullPolicy {
  // A lazy value is not known yet.
  if (typeof image !== 'string' || image.includes('@')) return kplus.ImagePullPolicy.IF_NOT_PRESENT;
  const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1] ?? 'latest';
  return tag === 'latest' ? kplus.ImagePullPolicy.ALWAYS : kplus.ImagePullPolicy.IF_NOT_PRESENT;
}
