import type { StaticRule } from './index';
import { found } from './pods';

const id = 'hygiene/name-length';

/**
 * The label controller-revision-hash holds the name of the revision: the set's, a dash and a hash of up to 10 characters, and a label value has at most 63
 * (controller/history/controller_history.go:ControllerRevisionName; https://github.com/kubernetes/kubernetes/issues/64023).
 */
const LONGEST = 52;

export const nameLength: StaticRule = {
  id,
  title: `the name has at most ${LONGEST} characters`,
  check: (subject) => subject.name.length <= LONGEST ? [] : [found(id, subject, ['metadata', 'name'], {
    severity: 'error',
    message: `the name of StatefulSet ${subject.name} has ${subject.name.length} characters, more than ${LONGEST}`,
    reason: 'its pods carry the name and a hash in a label of at most 63 characters, so the API server refuses every pod',
    advice: `choose a name of at most ${LONGEST} characters`,
  })],
};
