import type { StaticRule } from './index';
import { ADMITTED } from '../../manifest/findings';
import { refusedPods } from '../refused-pods';

/** A set that the server refuses is no subject, so what is left to ask is whether it takes the pods. */
export const admitted: StaticRule = {
  id: ADMITTED,
  title: 'the API server takes the set, its claims and its pods',
  check: (subject) => {
    const refused = refusedPods(subject);
    return refused === undefined ? [] : [refused.diagnostic];
  },
};
