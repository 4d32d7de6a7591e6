import type { ClusterProfile } from './cluster-profile';
import { readClusterProfile } from './cluster-profile';
import { Kubernetes, KubernetesOptions, kubernetesOf } from './kubernetes';
import { MistakesError, RequestError } from './request-error';
import { versionIn } from '../kubernetes/version';
import type { Diagnostic } from '../manifest/diagnostic';
import type { ManifestFile } from '../manifest/read';

/** Options that choose the cluster. */
export interface ClusterOptions extends KubernetesOptions {
  /**
   * A cluster profile: the bytes of a YAML file, and the path by which its mistakes are told.
   * @default - nodes and storage as the manifests need them
   * @see https://github.com/example/cdk8s-stateful/blob/main/docs/reference/cluster-profile.md
   */
  readonly cluster?: ManifestFile;
}

export interface Where {
  readonly kubernetes: Kubernetes;
  readonly profile?: ClusterProfile;
  /** What the options say otherwise than the profile. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The cluster that the options choose: what they say of version and gates comes before the profile. Throws a RequestError for what there is not. */
export function whereOf({ cluster, ...options }: ClusterOptions): Where {
  if (cluster === undefined) return { kubernetes: kubernetesOf(options), diagnostics: [] };
  const read = readClusterProfile(cluster);
  if ('mistakes' in read) throw new MistakesError(read.mistakes);
  const { profile } = read;
  possible(profile);
  const chosen = { kubernetes: options.kubernetes ?? profile.kubernetes, featureGates: { ...profile.featureGates, ...options.featureGates } };
  return { kubernetes: kubernetesOf(chosen), profile, diagnostics: contradictions(profile, options) };
}

/** A profile must be right by itself, whatever is asked for besides. */
function possible({ kubernetes, featureGates, at }: ClusterProfile): void {
  try {
    kubernetesOf({ ...kubernetes === undefined ? {} : { kubernetes }, ...featureGates === undefined ? {} : { featureGates } });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const field = kubernetes !== undefined && versionIn(kubernetes) === undefined ? 'kubernetes' : 'featureGates';
    throw new MistakesError([{ rule: 'cluster/profile', severity: 'error', message: error.message, advice: 'write what the cluster runs', where: at(field) }]);
  }
}

function contradictions({ kubernetes, featureGates = {}, at }: ClusterProfile, options: KubernetesOptions): Diagnostic[] {
  const gates = Object.entries(options.featureGates ?? {}).filter(([gate, value]) => Object.hasOwn(featureGates, gate) && featureGates[gate] !== value);
  const asked = options.kubernetes;
  const isOther = kubernetes !== undefined && asked !== undefined && kubernetesOf({ kubernetes }).version !== kubernetesOf({ kubernetes: asked }).version;
  const said = [
    ...isOther ? [{ what: `Kubernetes ${kubernetes}`, instead: asked, where: at('kubernetes') }] : [],
    ...gates.map(([gate, value]) => ({ what: `${gate}: ${!value}`, instead: `${value}`, where: at('featureGates', gate) })),
  ];
  return said.map(({ what, instead, where }) => ({
    rule: 'cluster/profile',
    severity: 'warning',
    message: `the cluster profile says ${what}, and ${instead} was asked for`,
    reason: 'what is asked for counts, so the proof is not for the cluster that is described',
    advice: 'let both say the same, or leave one of them out',
    where,
  }));
}
