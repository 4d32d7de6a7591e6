import { kubernetesOptions, type KubernetesFlags } from './kubernetes';
import { readFile } from './read-files';
import { type ClusterOptions, whereOf } from '../prove/where';

/** As commander gives them. */
export interface ClusterFlags extends KubernetesFlags {
  readonly cluster?: string;
}

/** `--cluster`, `--kubernetes` and `--feature-gates`. What there is not, and what is wrong with the profile, is said before any manifest is read. */
export function clusterOptions({ cluster, ...flags }: ClusterFlags): ClusterOptions {
  const options = { ...kubernetesOptions(flags), ...cluster === undefined ? {} : { cluster: readFile(cluster) } };
  whereOf(options);
  return options;
}
