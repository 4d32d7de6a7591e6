import { Cron } from 'cdk8s';
import * as kplus from './kplus';

/**
 * When and where to a database is backed up.
 */
export interface BackupOptions {
  /** When, such as `Cron.daily()`. */
  readonly schedule: Cron;

  /**
   * Where to: a claim that is not part of the database, because what is deleted with the database is no backup. Its storage should not be
   * on the nodes either.
   */
  readonly claim: kplus.IPersistentVolumeClaim;

  /**
   * How many backups are kept. At least 1.
   *
   * @default 7
   */
  readonly keep?: number;
}

/**
 * What a new database begins with.
 *
 * It fills an empty database and never touches one that has data, so restore under a new name, look at it, and then lead clients there: the
 * damaged one stays as it is until you delete it.
 */
export interface RestoreOptions {
  /** The claim with the backups. */
  readonly claim: kplus.IPersistentVolumeClaim;

  /** The file in it, such as 'orders-20260102T030000Z.sql.gz'. */
  readonly file: string;
}
