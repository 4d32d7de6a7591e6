import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimDataSource } from './claim-data-source';
import * as kplus from './kplus';
import { refuse } from './refuse';
import { requireLabels, requireName } from './require';
import { dnsSubdomain } from '../manifest/admission/names';

/**
 * What every pod's own claim asks for. None of it can be changed once the StatefulSet exists.
 */
export interface VolumeClaimTemplateOptions {
  /**
   * How much storage each pod gets.
   *
   * Plan it: claims never shrink, and the API server refuses another number here as long as the set exists. Claims are grown one by one, and
   * the set is then replaced without its pods.
   *
   * @see docs/how-to/grow-claims.md
   */
  readonly storage: Size;

  /**
   * The storage class. The empty string asks for no class at all, that is for a volume made by hand.
   *
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /**
   * How the volume may be mounted. `READ_WRITE_ONCE_POD` stands alone.
   *
   * @default - ReadWriteOnce
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];

  /**
   * Whether containers get a file system, by `container.mount`, or the bare device, by `claim.attachTo`.
   *
   * @default - left to the API server: Filesystem
   */
  readonly volumeMode?: kplus.PersistentVolumeMode;

  /**
   * What the volume is filled with when it is made.
   *
   * @default - nothing: the volume is empty
   */
  readonly dataSource?: ClaimDataSource;

  /**
   * Labels that the volume has to have. Only volumes made by hand have any, so nothing is provisioned for such a claim.
   *
   * @default - any volume
   */
  readonly selector?: kplus.LabelSelector;

  /**
   * The VolumeAttributesClass, which says how fast the volume is, where the driver of the class offers a choice. Since Kubernetes 1.34.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/
   */
  readonly volumeAttributesClassName?: string;

  /**
   * Labels of the claims, by which backups and clean-ups find them.
   *
   * @default - those of the selector of the set, which the controller adds to every claim
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/**
 * One claim for each pod, made from a template. Mount it like any other storage: `container.mount('/var/lib/data', claim)`.
 *
 * Not to be confused with `Volume.fromPersistentVolumeClaim`, which makes all pods share a single claim.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates
 */
export class VolumeClaimTemplate extends Construct implements kplus.IStorage {
  /** The name of the template. The claims are called `<name>-<set>-<ordinal>`. */
  public readonly name: string;

  /** What containers mount. It stands for the pod's own claim, which the controller puts in its place. */
  public readonly volume: kplus.Volume;

  private readonly options: VolumeClaimTemplateOptions;
  private readonly attachments = new Map<kplus.Container, string>();

  /** @throws if a name is none that the API server takes, if no storage is asked for, or if the access modes exclude each other */
  constructor(scope: Construct, id: string, name: string, options: VolumeClaimTemplateOptions) {
    super(scope, id);
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      refuse(this, `the claim name '${name}' is not a DNS label`, 'the API server refuses it as the name of a volume', "Use at most 63 lower-case letters, digits and hyphens, such as 'data'");
    }
    if (options.storage.toKibibytes() <= 0) {
      refuse(this, `claim '${name}' asks for ${options.storage.asString()} of storage`, 'the API server accepts only positive sizes', 'Write how much each pod needs, such as Size.gibibytes(10)');
    }
    // The empty name is a choice: no class.
    requireName(this, 'storageClassName', options.storageClassName || undefined, dnsSubdomain);
    requireName(this, 'volumeAttributesClassName', options.volumeAttributesClassName, dnsSubdomain);
    requireLabels(this, 'labels', options.labels);
    requireModes(this, name, options.accessModes);
    this.name = name;
    this.options = options;
    // cdk8s-plus has no volume without a source. This one never reaches the manifest: see pod-spec.ts.
    this.volume = kplus.Volume.fromEmptyDir(this, 'Volume', name);
  }

  /** Whether the claim asks for a bare device rather than for a file system. */
  public get isDevice(): boolean {
    return this.options.volumeMode === kplus.PersistentVolumeMode.BLOCK;
  }

  /** The VolumeAttributesClass that the claim asks for. */
  public get volumeAttributesClassName(): string | undefined {
    return this.options.volumeAttributesClassName;
  }

  public asVolume(): kplus.Volume {
    return this.volume;
  }

  /**
   * Gives a container the bare device of a claim with `volumeMode: PersistentVolumeMode.BLOCK`.
   *
   * @param container one of the containers of the workload
   * @param devicePath where the container finds the device, such as `/dev/data`
   * @throws if the claim asks for a file system, or if the path is not absolute
   */
  public attachTo(container: kplus.Container, devicePath: string): void {
    if (!this.isDevice) {
      refuse(this, `claim '${this.name}' is attached as a device`, 'it asks for a file system', 'Mount it with container.mount, or give it volumeMode: PersistentVolumeMode.BLOCK');
    }
    if (!devicePath.startsWith('/')) {
      refuse(this, `the device path of claim '${this.name}' is '${devicePath}'`, 'the container runtime needs an absolute path', "Write one such as '/dev/data'");
    }
    this.attachments.set(container, devicePath);
  }

  /** @internal */
  public _isUsedBy(containers: readonly kplus.Container[]): boolean {
    return containers.some(container => this.attachments.has(container) || this._isMountedBy(container));
  }

  /** @internal */
  public _isMountedBy(container: kplus.Container): boolean {
    return container.mounts.some(mount => mount.volume === this.volume);
  }

  /** @internal */
  public _deviceOf(container: kplus.Container): kplus.k8s.VolumeDevice | undefined {
    const devicePath = this.attachments.get(container);
    return devicePath === undefined ? undefined : { name: this.name, devicePath };
  }

  /**
   * As it stands in the manifest. Written without the generated converter, which does not know every field.
   *
   * @internal
   */
  public _toJson(): any {
    const { storage, storageClassName, accessModes, volumeMode, dataSource, selector, volumeAttributesClassName, labels, annotations } = this.options;
    return {
      metadata: { name: this.name, labels, annotations },
      spec: {
        accessModes: accessModes ?? [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        storageClassName,
        volumeAttributesClassName,
        volumeMode,
        resources: { requests: { storage: storage.asString() } },
        selector: selector?._toKube(),
        // The older dataSource takes only snapshots and claims; the API server copies each to the other.
        dataSourceRef: dataSource && { apiGroup: dataSource.apiGroup, kind: dataSource.kind, name: dataSource.name },
      },
    };
  }
}

/** core/validation/validation.go:ValidatePersistentVolumeClaimSpec, 1.28 to 1.36. */
function requireModes(where: Construct, name: string, modes: kplus.PersistentVolumeAccessMode[] | undefined): void {
  if (modes === undefined) return;
  if (modes.length === 0) refuse(where, `claim '${name}' has no access mode`, 'the API server wants at least one', 'Leave accessModes out for ReadWriteOnce');
  if (modes.length > 1 && modes.includes(kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD)) {
    refuse(where, `claim '${name}' has READ_WRITE_ONCE_POD beside other access modes`, 'a volume for one pod alone cannot be for others as well', 'Write only READ_WRITE_ONCE_POD, or leave it out');
  }
}
