import {
  MAX_UNAVAILABLE, MAX_UNAVAILABLE_PERCENT, MIN_AVAILABLE, MIN_AVAILABLE_PERCENT, NAMES_NEVER, NAMES_PUBLISHED, NAMES_WHEN_READY, NO_BUDGET, SEVERAL_BUDGETS,
} from '../cluster/problem';
import type { Problem } from '../cluster/problem';
import { object } from '../manifest/admission/values';
import { nearby } from '../manifest/nearby';
import type { HorizontalPodAutoscaler, JsonObject, ManifestObject, Manifests, PodDisruptionBudget, Service, StatefulSet } from '../manifest/objects';
import { perObject } from '../manifest/per-object';
import { serviceSelects } from '../manifest/selector';
import { labelIndex, selectorIndex } from '../manifest/selector-index';

/** What stands around a set among the objects given and decides what becomes of its pods: Services, budgets, an autoscaler. */
export interface Surroundings {
  readonly services: readonly ManifestObject<Service>[];
  readonly budgets: readonly ManifestObject<PodDisruptionBudget>[];
  readonly autoscaler?: ManifestObject<HorizontalPodAutoscaler>;
  /** True where a budget of them also counts pods of another workload: what it lets go is not decided by this set alone. */
  readonly sharesBudget: boolean;
}

const labelsOf = (set: ManifestObject<StatefulSet>) => set.object.spec.template.metadata?.labels;

/** Whether a Service has no address of its own, but gives out those of its pods. */
export const isHeadless = ({ object: { spec } }: ManifestObject<Service>): boolean => spec.type === 'ClusterIP' && spec.clusterIP === 'None';

/** The labels of the pods that a workload of any kind makes, or undefined for an object that makes none. */
function templateLabels(raw: JsonObject): { readonly [key: string]: string } | undefined {
  const labels = object(object(object(object(raw, 'spec'), 'template'), 'metadata'), 'labels');
  return Object.keys(labels).length === 0 ? undefined : labels as { readonly [key: string]: string };
}

const budgetsIn = perObject(({ disruptionBudgets }: Manifests) => selectorIndex(disruptionBudgets, ({ object: { spec } }) => spec.selector));

/** Whatever makes pods, by the labels that it gives them. */
const makersIn = perObject(({ statefulSets, others }: Manifests) => {
  const makers = [...statefulSets, ...others].map((maker) => ({ maker, labels: templateLabels(maker.raw) }));
  return labelIndex(makers.filter(({ labels }) => labels !== undefined), ({ labels }) => labels);
});

/** The Services of its namespace, the budgets that select its pods, and the autoscaler that drives it. */
export function surroundingsOf(set: ManifestObject<StatefulSet>, manifests: Manifests): Surroundings {
  const near = nearby(manifests, set.namespace);
  const autoscaler = near.autoscalers.find(({ object: { spec: { scaleTargetRef } } }) => scaleTargetRef.kind === 'StatefulSet' && scaleTargetRef.name === set.name);
  const budgets = budgetsIn(near)(labelsOf(set));
  return {
    services: near.services,
    budgets,
    sharesBudget: budgets.some(({ object: { spec } }) => makersIn(near)(spec.selector).some(({ maker }) => maker !== set)),
    ...autoscaler === undefined ? {} : { autoscaler },
  };
}

/** Which names of the pods resolve. A governing Service that is not among the files is taken to be as it should; whether it is, is asked elsewhere. */
export function namesIn(set: ManifestObject<StatefulSet>, services: readonly ManifestObject<Service>[]): number {
  const { serviceName = '' } = set.object.spec;
  if (serviceName === '') return NAMES_NEVER;
  const service = services.find(({ name }) => name === serviceName);
  if (service === undefined) return NAMES_PUBLISHED;
  const { clusterIP, selector, publishNotReadyAddresses } = service.object.spec;
  const hasSelector = selector !== undefined && Object.keys(selector).length > 0;
  // Without a selector somebody else writes the endpoints.
  if (!hasSelector) return NAMES_PUBLISHED;
  if (clusterIP !== 'None' || !serviceSelects(selector, labelsOf(set))) return NAMES_NEVER;
  return publishNotReadyAddresses === true ? NAMES_PUBLISHED : NAMES_WHEN_READY;
}

/** What a drain has to ask (policy/v1 PodDisruptionBudget). Of a budget with neither number, the API server takes nothing away. */
export function budgetIn(budgets: readonly ManifestObject<PodDisruptionBudget>[]): Pick<Problem, 'budget' | 'budgetAmount' | 'evictsUnhealthy'> {
  if (budgets.length > 1) return { budget: SEVERAL_BUDGETS, budgetAmount: 0, evictsUnhealthy: false };
  if (budgets.length === 0) return { budget: NO_BUDGET, budgetAmount: 0, evictsUnhealthy: false };
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = budgets[0].object.spec;
  const written = maxUnavailable ?? minAvailable ?? 0;
  const percent = typeof written === 'string';
  const budget = maxUnavailable === undefined ? percent ? MIN_AVAILABLE_PERCENT : MIN_AVAILABLE : percent ? MAX_UNAVAILABLE_PERCENT : MAX_UNAVAILABLE;
  return { budget, budgetAmount: Number.parseInt(String(written), 10), evictsUnhealthy: unhealthyPodEvictionPolicy === 'AlwaysAllow' };
}
