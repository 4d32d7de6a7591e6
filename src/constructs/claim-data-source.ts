/**
 * What the volume of a new claim is filled with. Every claim of the template gets a copy of its own, also those that scaling adds much later.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-populators-and-data-sources
 */
export class ClaimDataSource {
  /**
   * A snapshot of a volume. The storage has to be at least as large as the volume that was snapshot.
   *
   * @param name the name of the VolumeSnapshot, in the namespace of the set
   */
  public static volumeSnapshot(name: string): ClaimDataSource {
    return new ClaimDataSource('VolumeSnapshot', name, 'snapshot.storage.k8s.io');
  }

  /**
   * Another claim, whose volume is cloned. It has to have the same storage class.
   *
   * @param name the name of the PersistentVolumeClaim, in the namespace of the set
   */
  public static persistentVolumeClaim(name: string): ClaimDataSource {
    return new ClaimDataSource('PersistentVolumeClaim', name);
  }

  /**
   * An object that a volume populator of the cluster understands.
   *
   * @param apiGroup such as `populators.example.com`
   * @param kind such as `Backup`
   * @param name the name of the object, in the namespace of the set
   */
  public static custom(apiGroup: string, kind: string, name: string): ClaimDataSource {
    return new ClaimDataSource(kind, name, apiGroup);
  }

  private constructor(
    /** The kind of the object. */
    public readonly kind: string,
    /** The name of the object. */
    public readonly name: string,
    /** The API group of the object. Nothing for the core group. */
    public readonly apiGroup?: string) {}
}
