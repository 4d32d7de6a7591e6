import type { App } from 'cdk8s';
import { app as etcd } from './etcd/main';
import { app as mysql } from './mysql/main';
import { app as mysqlStateful } from './mysql-stateful/main';
import { app as postgresql } from './postgresql/main';
import { app as web } from './web/main';
import { app as zookeeper } from './zookeeper/main';
import { app as zookeeperEnsemble } from './zookeeper-ensemble/main';

export interface Example {
  /** The folder. */
  readonly name: string;
  readonly what: string;
  /** Limits beside those that no manifest of its kind avoids. */
  readonly limits?: readonly string[];
  readonly app: App;
}

export const APPS: readonly Example[] = [
  { name: 'web', what: 'nginx, twice: on the standard class and on a faster one', app: web },
  { name: 'zookeeper', what: 'ZooKeeper, three servers with a claim each', app: zookeeper },
  { name: 'zookeeper-ensemble', what: 'ZooKeeper, three servers that elect a leader', app: zookeeperEnsemble },
  { name: 'mysql', what: 'MySQL with a configuration file', app: mysql },
  { name: 'mysql-stateful', what: 'MySQL in a namespace of its own', app: mysqlStateful },
  { name: 'etcd', what: 'etcd, an engine of one\'s own', limits: ['availability/quorum'], app: etcd },
  { name: 'postgresql', what: 'PostgreSQL, a primary and two standbys', app: postgresql },
];
