import { STATIC, type Cell, type SetReport } from './report';
import { object, text } from '../manifest/admission/values';
import type { Refusal } from '../manifest/admitted';
import { ADMITTED } from '../manifest/findings';

/** All that is said of a set that the API server refuses: nothing but that. */
export function refusedSet({ object: { name, namespace, raw, at }, diagnostics }: Refusal, kubernetes: string): SetReport {
  const spec = object(raw, 'spec');
  const cells = diagnostics.map((diagnostic): Cell => ({
    guarantee: ADMITTED,
    scenario: STATIC,
    verdict: 'INVALID',
    claim: `Kubernetes ${kubernetes} takes the set.`,
    severity: 'error',
    witnesses: [],
    diagnostic,
  }));
  return {
    name,
    namespace,
    where: at(),
    replicas: typeof spec.replicas === 'number' ? spec.replicas : 1,
    podManagementPolicy: text(spec, 'podManagementPolicy') || 'OrderedReady',
    readiness: 'not looked at',
    verdict: 'INVALID',
    cells,
    diagnostics: [],
    notes: [],
  };
}
