import type { Gates } from '../kubernetes/gates';

/** One line of `kubectl get pods -w`, without AGE: the model has no clock. */
export interface PodLine {
  readonly name: string;
  /** Such as `0/1`. */
  readonly ready: string;
  /** kubectl's STATUS column: `Pending`, `ContainerCreating`, `Running`, `Terminating`, `Completed`, `Error`, `ErrImagePull` ... */
  readonly status: string;
  readonly restarts: number;
}

/** One event, in the words of the component that sends it. */
export interface EventLine {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  /** Such as `statefulset/web` or `pod/web-0`. */
  readonly object: string;
  readonly message: string;
}

/** One line of `kubectl get pvc`. */
export interface ClaimLine {
  readonly name: string;
  /** `Pending`, `Bound` or `Terminating`. */
  readonly status: string;
  readonly capacity: string;
  readonly accessModes: string;
  readonly storageClass: string;
  /** Whether the ordinal's process has written to it. Not kubectl's: the marker that shows that data is kept or lost. */
  readonly data: boolean;
}

/** What a name answers in the cluster's DNS. */
export interface DnsAnswer {
  /** Such as `web-0.nginx.default.svc.cluster.local`. */
  readonly name: string;
  /** None: the name does not exist (NXDOMAIN). */
  readonly addresses: readonly string[];
}

/** A pod as it stands after a step, for tables and pictures. */
export interface PodState extends PodLine {
  readonly ordinal: number;
  /** The name of the ControllerRevision that it was made from. */
  readonly revision: string;
  readonly image: string;
  /** The address of this incarnation. Empty before the pod has a node. */
  readonly address: string;
  /** Empty before it has one. Absent where nodes are no part of the run. */
  readonly node?: string;
}

/** One line of `kubectl get nodes`. */
export interface NodeLine {
  readonly name: string;
  /** `Ready`, `NotReady`, and `SchedulingDisabled` of one that is cordoned. */
  readonly status: string;
}

/** A process that runs on although its pod is gone: nothing that kubectl shows. */
export interface Leftover {
  /** The pod's name. */
  readonly name: string;
  /** Absent where nodes are no part of the run. */
  readonly node?: string;
}

/** The whole cluster after a step, as far as this set is concerned. */
export interface Snapshot {
  readonly replicas: number;
  readonly partition?: number;
  readonly pods: readonly PodState[];
  readonly claims: readonly ClaimLine[];
  /** The names of the Services given that concern the set, and of its pods. */
  readonly dns: readonly DnsAnswer[];
  /** Absent where nodes are no part of the run. */
  readonly nodes?: readonly NodeLine[];
  readonly leftovers: readonly Leftover[];
  readonly status: {
    readonly replicas: number;
    readonly readyReplicas: number;
    readonly availableReplicas: number;
    readonly currentReplicas: number;
    readonly updatedReplicas: number;
    readonly currentRevision: string;
    readonly updateRevision: string;
  };
  readonly revisions: readonly { readonly name: string; readonly revision: number; readonly image: string }[];
}

/** One step of one actor. */
export interface TimelineStep {
  readonly index: number;
  /** `user`, `fault`, or a component such as `statefulset-controller`, `scheduler` and `kubelet`. */
  readonly actor: string;
  /** What happened, such as `create Pod web-1`. */
  readonly action: string;
  /** The command that a user typed, such as `kubectl scale statefulset/web --replicas=2`. */
  readonly command?: string;
  /** The lines that `kubectl get pods -w` prints at this step. */
  readonly watch: readonly PodLine[];
  readonly events: readonly EventLine[];
  /** Claims that changed at this step. */
  readonly claims: readonly ClaimLine[];
  /** Names whose answer changed at this step. */
  readonly dns: readonly DnsAnswer[];
  /** The lines that `kubectl rollout status` prints at this step. */
  readonly rollout: readonly string[];
  /** The lines that `kubectl drain` prints at this step, if it does. */
  readonly drain?: readonly string[];
  /** Why this step matters, where it does: the step that breaks the guarantee carries it. Of a change that is refused, the API server's answer. */
  readonly note?: string;
  readonly after: Snapshot;
}

/** What keeps a set from what its spec asks for, when nothing more happens. */
export interface Trouble {
  /** Such as `pod/web-2` or `persistentvolumeclaim/www-web-0`. */
  readonly object: string;
  readonly problem: string;
  /** The commands that show more. */
  readonly look: readonly string[];
  /** The command that ends it, where there is one. */
  readonly fix?: string;
}

/** A run of the model, decoded into what a person knows. */
export interface Timeline {
  readonly set: string;
  readonly namespace: string;
  readonly scenario: string;
  readonly kubernetes: string;
  /** Feature gates that are not at their default. */
  readonly featureGates: Gates;
  /** The cluster that it runs on, in a few words, where nodes are part of the run. */
  readonly cluster?: string;
  readonly start: Snapshot;
  readonly steps: readonly TimelineStep[];
  /** Only of a replay: a counterexample says itself what is wrong. */
  readonly troubles?: readonly Trouble[];
}
