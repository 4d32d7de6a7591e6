import type { App } from 'cdk8s';
import { app as mysql } from '../../examples/mysql/main';
import { app as mysqlStateful } from '../../examples/mysql-stateful/main';
import { app as postgresql } from '../../examples/postgresql/main';
import { app as web } from '../../examples/web/main';
import { app as zookeeper } from '../../examples/zookeeper/main';
import { app as zookeeperEnsemble } from '../../examples/zookeeper-ensemble/main';

const APPS: { readonly [name: string]: App } = { mysql, 'mysql-stateful': mysqlStateful, postgresql, web, zookeeper, 'zookeeper-ensemble': zookeeperEnsemble };

export const NAMES = Object.keys(APPS);

/** What `cdk8s synth` would print for an example. */
export function synthesized(name: string): string {
  return APPS[name].synthYaml() as string;
}
