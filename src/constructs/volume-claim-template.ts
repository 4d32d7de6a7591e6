import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as kplus from './kplus';
import { refuse } from './refuse';

/**
 * What every pod's own claim asks for. None of it can be changed once the StatefulSet exists.
 */
export interface VolumeClaimTemplateOptions {
  /** How much storage each pod gets. Plan it: claims never shrink, and growing them is done claim by claim. */
  readonly storage: Size;

  /**
   * The storage class. The empty string asks for no class at all, that is for a volume made by hand.
   *
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /**
   * How the volume may be mounted.
   *
   * @default - ReadWriteOnce
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];
}

/**
 * One claim for each pod, made from a template. Mount it like any other storage: `container.mount('/var/lib/data', claim)`.
 *
 * Not to be confused with `Volume.fromPersistentVolumeClaim`, which makes all pods share a single claim.
 */
export class VolumeClaimTemplate extends Construct implements kplus.IStorage {
  /** The name of the template. The claims are called `<name>-<set>-<ordinal>`. */
  public readonly name: string;

  /** What containers mount. It stands for the pod's own claim, which the controller puts in its place. */
  public readonly volume: kplus.Volume;

  private readonly options: VolumeClaimTemplateOptions;

  /** @throws if the name is not a DNS label or if no storage is asked for */
  constructor(scope: Construct, id: string, name: string, options: VolumeClaimTemplateOptions) {
    super(scope, id);
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      refuse(this, `the claim name '${name}' is not a DNS label`, 'the API server refuses it as the name of a volume', "Use at most 63 lower-case letters, digits and hyphens, such as 'data'");
    }
    if (options.storage.toKibibytes() <= 0) {
      refuse(this, `claim '${name}' asks for ${options.storage.asString()} of storage`, 'the API server accepts only positive sizes', 'Write how much each pod needs, such as Size.gibibytes(10)');
    }
    this.name = name;
    this.options = options;
    // cdk8s-plus has no volume without a source. This one never reaches the manifest: see StatefulWorkload._toPodSpec.
    this.volume = kplus.Volume.fromEmptyDir(this, 'Volume', name);
  }

  public asVolume(): kplus.Volume {
    return this.volume;
  }

  /** @internal */
  public _toKube(): kplus.k8s.KubePersistentVolumeClaimProps {
    return {
      metadata: { name: this.name },
      spec: {
        accessModes: this.options.accessModes ?? [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        storageClassName: this.options.storageClassName,
        resources: { requests: { storage: kplus.k8s.Quantity.fromString(this.options.storage.asString()) } },
      },
    };
  }
}
