import type { StaticRule } from './index';
import { POD, found, podOf } from './pods';

const id = 'hygiene/grace-period';

/**
 * registry/core/pod/strategy.go:CheckGracefulDelete takes the period from the pod where the caller names none; 0 removes the object at once
 * (https://github.com/kubernetes/kubernetes/issues/120671).
 */
export const gracePeriod: StaticRule = {
  id,
  title: 'a pod that is deleted has time to end',
  check: (subject) => podOf(subject).terminationGracePeriodSeconds !== 0 ? [] : [found(id, subject, [...POD, 'terminationGracePeriodSeconds'], {
    severity: 'error',
    message: `the pods of StatefulSet ${subject.name} have terminationGracePeriodSeconds 0: every delete is a forced one`,
    reason: 'the pod is gone from the API before its process has ended, so a second process may start with the same name and the same volume',
    advice: 'write terminationGracePeriodSeconds: 30, or as long as the process takes to end',
  })],
};
