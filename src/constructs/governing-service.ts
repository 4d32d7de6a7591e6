/**
 * How the governing Service is created.
 */
export interface GoverningServiceOptions {
  /**
   * The name of the Service. It is part of the DNS name of every pod and cannot be changed later.
   *
   * @default - the name of the StatefulSet followed by `-headless`
   */
  readonly name?: string;

  /**
   * Whether pods can be found before they are ready. Members of a cluster must find each other in order to become ready, and clients have no
   * business at this Service: give them one of their own.
   *
   * @default true
   */
  readonly publishNotReadyAddresses?: boolean;
}

/**
 * The headless Service that gives the pods of a StatefulSet their DNS names.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export class GoverningService {
  /** A Service without a cluster address that selects exactly the pods of the StatefulSet, on all ports that their containers declare. */
  public static create(options: GoverningServiceOptions = {}): GoverningService {
    return new GoverningService(true, options.name, options.publishNotReadyAddresses ?? true);
  }

  /**
   * A Service that somebody else creates. It has to be headless and to select the pods, or their names do not resolve.
   *
   * @param name the name of the Service, in the namespace of the StatefulSet
   */
  public static existing(name: string): GoverningService {
    return new GoverningService(false, name, true);
  }

  /**
   * No Service at all, for a set whose replicas nobody reaches by name, such as consumers of a queue. The pods have no DNS names of their own.
   */
  public static none(): GoverningService {
    return new GoverningService(false, '', true);
  }

  private constructor(
    /** Whether the construct creates the Service. */
    public readonly created: boolean,
    /** The name of the Service, where it is not the default. */
    public readonly name: string | undefined,
    /** Whether pods can be found before they are ready. */
    public readonly publishNotReadyAddresses: boolean) {}
}
