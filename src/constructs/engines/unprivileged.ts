import * as kplus from '../kplus';

/**
 * A server of data needs no rights beyond its files and ports. So its containers pass the strictest of the Pod Security Standards, in a namespace
 * that enforces it: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const UNPRIVILEGED: kplus.ContainerSecurityContextProps = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: [kplus.Capability.ALL] },
  seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
};
