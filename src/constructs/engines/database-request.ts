import { Size } from 'cdk8s';
import * as kplus from '../kplus';

/**
 * What the user asked for, as far as the engine has to know it.
 */
export interface DatabaseRequest {
  /** The number of servers. */
  readonly replicas: number;

  /** The storage of each server. */
  readonly storage: Size;

  /**
   * The storage class of every claim.
   *
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /** The image of the servers. */
  readonly image: string;

  /**
   * Requests and limits of each server.
   *
   * @default - none
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * The Secret with the passwords that the engine needs.
   *
   * @default - none
   */
  readonly credentials?: kplus.ISecret;

  /**
   * The Secret with `tls.crt`, `tls.key` and `ca.crt`. Only given to an engine that says that it supports it.
   *
   * @default - none: connections are not encrypted
   */
  readonly tls?: kplus.ISecret;

  /**
   * Whether metrics are asked for. `addMetrics` adds what is needed beside the servers.
   *
   * @default false
   */
  readonly metrics?: boolean;
}
