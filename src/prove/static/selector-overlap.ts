import type { StaticRule } from './index';
import { found } from './pods';
import { othersOf } from './workloads';
import { selects } from '../../manifest/selector';

const id = 'hygiene/selector-overlap';

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-selector; the API server does not check it. */
export const selectorOverlap: StaticRule = {
  id,
  title: 'the selector matches no pods of others',
  check: (subject, manifests) => {
    const { selector } = subject.manifest.object.spec;
    const others = othersOf(subject, manifests).filter(({ labels }) => selects(selector, labels));
    return others.map(({ kind, name }) => found(id, subject, ['spec', 'selector'], {
      severity: 'error',
      message: `the selector of StatefulSet ${subject.name} also matches the pods of ${kind} ${name}`,
      reason: 'whatever finds the members by that selector, such as an autoscaler, a disruption budget or an anti-affinity, takes the pods of the other for members',
      advice: 'give the pods of the set a label that no other pods have, such as app.kubernetes.io/component, and select by it; the selector of a set that exists cannot be changed',
    }));
  },
};
