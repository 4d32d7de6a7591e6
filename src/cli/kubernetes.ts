import { UsageError } from './usage-error';
import type { KubernetesOptions } from '../prove/kubernetes';

/** As commander gives them. */
export interface KubernetesFlags {
  readonly kubernetes?: string;
  readonly featureGates?: readonly string[];
}

/** What Go's strconv.ParseBool takes. */
const BOOLEANS: { readonly [text: string]: boolean } = {
  1: true, t: true, T: true, true: true, TRUE: true, True: true, 0: false, f: false, F: false, false: false, FALSE: false, False: false,
};

/**
 * `--kubernetes` and `--feature-gates`, the second in the syntax of kube-apiserver (component-base/cli/flag/map_string_bool.go:Set): of a gate that is there
 * twice the last counts.
 */
export function kubernetesOptions({ kubernetes, featureGates }: KubernetesFlags): KubernetesOptions {
  const pairs = (featureGates ?? []).flatMap((value) => value.split(',')).filter((pair) => pair.trim() !== '').map(parsePair);
  return { ...(kubernetes === undefined ? {} : { kubernetes }), ...(featureGates === undefined ? {} : { featureGates: Object.fromEntries(pairs) }) };
}

function parsePair(pair: string): [gate: string, value: boolean] {
  const [, gate, value] = /^([^=]*)(?:=(.*))?$/s.exec(pair)!;
  if (value === undefined) throw new UsageError(`--feature-gates ${pair.trim()} names no value: write ${pair.trim()}=true or ${pair.trim()}=false`);
  if (!Object.hasOwn(BOOLEANS, value.trim())) throw new UsageError(`--feature-gates ${pair.trim()}: ${value.trim()} is neither true nor false`);
  return [gate.trim(), BOOLEANS[value.trim()]];
}
