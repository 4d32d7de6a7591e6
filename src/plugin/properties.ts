import { SEVERITIES, type Severity } from '../manifest/diagnostic';
import type { ProveOptions } from '../prove';

/** What may stand under `properties:` in cdk8s.yaml. */
export interface StatefulValidationProperties {
  /** The least severity that fails the synthesis. @default error */
  readonly failOn?: Severity;
  /** @default - all scenarios that apply */
  readonly scenarios?: string[];
  /** How many faults may happen in one run. @default 1 */
  readonly faults?: number;
  /** The version of the cluster, such as `'1.35.4'`. @default - the one that is bundled */
  readonly kubernetes?: string;
  /** Feature gates that the cluster sets, such as `MaxUnavailableStatefulSet: true`. @default - as the version has them */
  readonly featureGates?: { readonly [gate: string]: boolean };
  /** The path of a cluster profile, from the folder that cdk8s-cli runs in. @default - nodes and storage as the manifests need them */
  readonly cluster?: string;
}

/** The same, with the cluster profile by its path. */
export interface CheckedProperties extends Omit<ProveOptions, 'cluster'> {
  readonly failOn: Severity;
  readonly cluster?: string;
}

/** The properties come from YAML, so nothing has checked them: a misspelt one must not be as good as none. */
export function checked(properties: StatefulValidationProperties): CheckedProperties {
  const { failOn = 'error', scenarios, faults, kubernetes, featureGates, cluster, ...unknown } = properties;
  const name = Object.keys(unknown)[0];
  if (name !== undefined) throw new Error(`unknown property ${name}; known are failOn, scenarios, faults, kubernetes, featureGates, cluster`);
  if (!SEVERITIES.includes(failOn)) throw new Error(`failOn is one of ${SEVERITIES.join(', ')}`);
  if (scenarios !== undefined && !(Array.isArray(scenarios) && scenarios.every((scenario) => typeof scenario === 'string'))) throw new Error('scenarios is a list of names');
  if (faults !== undefined && !(Number.isSafeInteger(faults) && faults >= 0)) throw new Error('faults is a whole number from 0 up');
  // YAML reads 1.35 as a number.
  if (kubernetes !== undefined && typeof kubernetes !== 'string') throw new Error(`kubernetes is a text: write kubernetes: "${kubernetes}"`);
  if (featureGates !== undefined && !areGates(featureGates)) throw new Error('featureGates are names with true or false');
  if (cluster !== undefined && (typeof cluster !== 'string' || cluster === '')) throw new Error('cluster is the path of a file');
  return {
    failOn,
    ...(scenarios ? { scenarios } : {}),
    ...(faults === undefined ? {} : { faults }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(featureGates === undefined ? {} : { featureGates }),
    ...(cluster === undefined ? {} : { cluster }),
  };
}

const areGates = (gates: object): boolean => typeof gates === 'object' && gates !== null && !Array.isArray(gates) && Object.values(gates).every((value) => typeof value === 'boolean');
