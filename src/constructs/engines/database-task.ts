import * as kplus from '../kplus';

/**
 * Something that is run beside the servers, in a container of its own and with the user and groups of the servers.
 */
export interface DatabaseTask {
  /** What is run. */
  readonly command: string[];

  /**
   * The image it is run in.
   *
   * @default - that of the servers
   */
  readonly image?: string;

  /**
   * The environment.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: kplus.EnvValue };

  /**
   * Volumes, such as the configuration with the script, beside the claim with the backups.
   *
   * @default - none
   */
  readonly mounts?: kplus.VolumeMount[];
}
