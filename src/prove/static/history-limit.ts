import type { StaticRule } from './index';
import { found } from './pods';

const id = 'hygiene/history-limit';

/** See Profile.negativeHistoryLimitPanics. */
export const historyLimit: StaticRule = {
  id,
  title: 'the controller can live with revisionHistoryLimit',
  check: (subject) => {
    const { manifest, name, profile, kubernetes: { version } } = subject;
    const limit = manifest.object.spec.revisionHistoryLimit;
    return limit >= 0 || !profile.negativeHistoryLimitPanics ? [] : [found(id, subject, ['spec', 'revisionHistoryLimit'], {
      severity: 'error',
      message: `revisionHistoryLimit ${limit} of StatefulSet ${name} makes the controller manager of Kubernetes ${version} panic`,
      reason: 'it starts again and panics again, so that no controller of the cluster does its work (kubernetes#129018)',
      advice: 'write revisionHistoryLimit: 10, or leave it out',
    })];
  },
};
