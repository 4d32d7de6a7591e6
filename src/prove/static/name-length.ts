import type { StaticRule } from './index';
import { found } from './pods';
import { refusedPods } from '../refused-pods';

const id = 'hygiene/name-length';

/**
 * The label controller-revision-hash holds the name of the revision: the set's, a dash and a hash of up to 10 characters, and a label value has at most 63
 * (controller/history/controller_history.go:ControllerRevisionName; https://github.com/kubernetes/kubernetes/issues/64023).
 */
const LONGEST = 52;

export const nameLength: StaticRule = {
  id,
  title: `the name has at most ${LONGEST} characters`,
  // Where its first revision is refused already, rollout/admitted says so.
  check: (subject) => subject.name.length <= LONGEST || refusedPods(subject) !== undefined ? [] : [found(id, subject, ['metadata', 'name'], {
    severity: 'error',
    message: `the name of StatefulSet ${subject.name} has ${subject.name.length} characters, more than ${LONGEST}`,
    reason: 'its pods carry the name and the hash of their revision in a label of at most 63 characters: the API server takes them now, and refuses those of a later revision',
    advice: `choose a name of at most ${LONGEST} characters`,
  })],
};
