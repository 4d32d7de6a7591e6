/** The objects that a sync makes, in the recorder's words: what src/manifest/made.ts makes of the recorded set. */
import type { SetObject, Write } from './trace-format';
import { ordinalIn } from './trace-names';
import type { Profile } from '../src/cluster/profile';
import { claimsOf, podOf } from '../src/manifest/made';
import type { JsonObject } from '../src/manifest/objects';

/** Recorded sets have one container, and this governing service. */
const SERVICE = 'svc';

function manifestOf({ n, spec }: SetObject, template: JsonObject): JsonObject {
  return {
    metadata: { name: n, namespace: 'default' },
    spec: {
      serviceName: SERVICE,
      selector: { matchLabels: { ...spec.sel } },
      template,
      volumeClaimTemplates: (spec.claims ?? []).map((name) => ({ metadata: { name }, spec: {} })),
    },
  };
}

/** What a recording keeps of a new pod. */
type Made = Pick<Write, 'rev' | 'idx' | 'pn' | 'pvc' | 'img' | 'host' | 'lbl' | 'own'>;

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';
const REVISION = 'controller-revision-hash';

interface MadePod {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly hostname: string;
    readonly subdomain: string;
    readonly containers: readonly { readonly image: string }[];
    readonly volumes: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
  };
}

/** @param template that of the revision which the pod is made from */
export function madePod(set: SetObject, template: JsonObject, name: string, revision: string, { labelsPodIndex }: Profile): Made {
  const { metadata, spec } = podOf(manifestOf(set, template), ordinalIn(name)!, revision, labelsPodIndex) as unknown as MadePod;
  const { [REVISION]: rev, [POD_NAME]: pn, [POD_INDEX]: idx, ...lbl } = metadata.labels;
  return {
    rev, idx, lbl,
    ...pn === metadata.name ? {} : { pn },
    pvc: spec.volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []).sort(),
    img: spec.containers[0].image,
    host: `${spec.hostname}.${spec.subdomain}`,
    own: [`set:${set.uid}:c:b`],
  };
}

export const podText = ({ rev, idx, pn, pvc = [], img, host, lbl = {}, own = [] }: Made): string => (
  `of ${rev}, index ${idx}${pn === undefined ? '' : `, name label ${pn}`}, image ${img}, host ${host}, claims ${pvc}, labels ${labelsText(lbl)}, owners ${own}`
);

/** The labels of a new claim, by its name. It has no owner yet. */
export function madeClaim(set: SetObject, name: string): string {
  const ordinal = ordinalIn(name)!;
  const claim = claimsOf(manifestOf(set, {}), ordinal).find(({ metadata }) => (metadata as JsonObject).name === name);
  return claimText({ lbl: (claim?.metadata as JsonObject | undefined)?.labels as Record<string, string> });
}

export const claimText = ({ lbl = {}, refs = [] }: Pick<Write, 'lbl' | 'refs'>): string => `labels ${labelsText(lbl)}, owners ${refs}`;

const labelsText = (labels: Readonly<Record<string, string>>): string => Object.entries(labels).sort(([a], [b]) => a < b ? -1 : 1).map(([key, value]) => `${key}=${value}`).join(' ');
