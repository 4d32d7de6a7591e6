import type { StaticRule } from './index';
import { found } from './pods';

const id = 'hygiene/claim-names';

/** stateful_set_utils.go:getPersistentVolumeClaims keeps one claim per name, the last. */
export const claimNames: StaticRule = {
  id,
  title: 'every claim template has a name of its own',
  check: (subject) => {
    const names = subject.claims.map(({ name }) => name);
    return names.flatMap((name, index) => name === '' || names.indexOf(name) === index ? [] : [found(id, subject, ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'], {
      severity: 'error',
      message: `StatefulSet ${subject.name} has two claim templates named ${name}`,
      reason: 'the controller makes one claim per name, so one of the two is never made',
      advice: 'give each claim template a name of its own',
    })]);
  },
};
