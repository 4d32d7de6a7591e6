import { Duration } from 'cdk8s';
import * as kplus from './kplus';

/**
 * How a gRPC health check is done.
 */
export interface GrpcProbeOptions extends kplus.ProbeOptions {
  /**
   * The service that is asked about, in the request of the health checking protocol.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/**
 * A probe by the gRPC health checking protocol, which cdk8s-plus-28 does not have. Kubernetes has it since 1.27, with no need of a binary in
 * the image.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-a-grpc-liveness-probe
 */
export class GrpcProbe {
  /**
   * Asks the server on a port, for `readiness`, `liveness` or `startup` of a container.
   *
   * @param port the number of the port, from 1 to 65535
   * @param options as for the other probes
   * @throws if the port is no such number
   */
  public static onPort(port: number, options: GrpcProbeOptions = {}): kplus.Probe {
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`the port of a gRPC probe is ${port}: the API server takes whole numbers from 1 to 65535.`);
    // The constructor of Probe is private, so a subclass is out of the question: this is a probe of another kind that says something else.
    return Object.assign(kplus.Probe.fromCommand([]), { _toKube: (): kplus.k8s.Probe => render(port, options) });
  }

  private constructor() {}
}

function render(port: number, { service, ...options }: GrpcProbeOptions): kplus.k8s.Probe {
  const seconds = (duration?: Duration) => duration?.toSeconds();
  return {
    grpc: { port, service },
    failureThreshold: options.failureThreshold,
    successThreshold: options.successThreshold,
    initialDelaySeconds: seconds(options.initialDelaySeconds),
    periodSeconds: seconds(options.periodSeconds),
    timeoutSeconds: seconds(options.timeoutSeconds),
  };
}
