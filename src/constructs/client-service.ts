/**
 * One of the Services by which clients reach a database. It leads to servers that are ready, and to no others.
 */
export interface ClientService {
  /** What the name of the database is followed by: 'read-write' makes `orders-read-write`. At most 10 characters, for names have an end. */
  readonly name: string;

  /** The port, of the Service and of the servers. */
  readonly port: number;

  /**
   * The name of the port.
   *
   * @default - the name of the Service
   */
  readonly portName?: string;

  /**
   * Whether only ordinal 0 is behind it, where that is the one server that can be written to.
   *
   * @default false
   */
  readonly onlyOrdinal0?: boolean;
}
