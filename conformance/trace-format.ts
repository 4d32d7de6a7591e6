/** A recorded trace of the real StatefulSet controller, as the project's recorder writes it: one JSON object per line. */
import { BadInput, recordedLines } from './recordings';

export interface Trace {
  /** The version of Kubernetes, such as `v1.34.4`. */
  readonly ver: string;
  readonly name: string;
  /** When the controller's caches see a write: after the step (absent), within the sync (`immediate`) or when told to (`manual`). */
  readonly cache?: string;
  /** The feature gates in effect. */
  readonly eff?: Readonly<Record<string, boolean>>;
  readonly steps: readonly Step[];
  readonly revs?: readonly RevisionInfo[];
}

/** A revision: the recording calls it by its alias. */
export interface RevisionInfo {
  readonly a: string;
  readonly name: string;
  /** The image of its template. */
  readonly img?: string;
  /** The bytes it stored when it was first seen. */
  readonly data?: string;
}

/** One action on the cluster, or one sync of the controller, with all that it changed at the API server. */
export interface Step {
  /** The action: `sync`, or what somebody else did. */
  readonly a: string;
  readonly obj?: string;
  readonly arg?: string;
  readonly kind?: string;
  readonly verb?: string;
  readonly times?: number;
  /** inject: the class of the error, such as `conflict`. */
  readonly e?: string;
  /** deliver: how many events. */
  readonly n?: number;
  readonly w?: readonly Write[];
  readonly err?: string;
  readonly retry?: boolean;
  readonly panic?: string;
  /** How often the event handlers put the set into the work queue. */
  readonly q?: number;
  /** When the set is to be looked at again, in seconds: asked by the sync or by the event handlers. */
  readonly after?: readonly number[];
  /** Events recorded: reason and object. */
  readonly ev?: readonly string[];
  readonly d?: readonly Change[];
  /** Virtual seconds. */
  readonly t?: number;
}

/** One write that the controller sent. */
export interface Write {
  readonly v: 'create' | 'update' | 'delete' | 'patch';
  readonly k: 'pod' | 'pvc' | 'cr' | 'status';
  readonly n: string;
  readonly rev?: string;
  readonly idx?: string;
  /** The pod-name label, where it differs from the name. */
  readonly pn?: string;
  readonly pvc?: readonly string[];
  readonly img?: string;
  /** hostname.subdomain */
  readonly host?: string;
  readonly lbl?: Readonly<Record<string, string>>;
  readonly own?: readonly string[];
  readonly refs?: readonly string[];
  readonly num?: number;
  readonly s?: Status;
  readonly res?: string;
  readonly patch?: string;
  readonly err?: string;
}

export interface Status {
  readonly replicas: number;
  readonly ready: number;
  readonly avail: number;
  readonly cur: number;
  readonly upd: number;
  readonly curRev: string;
  readonly updRev: string;
  readonly cc?: number;
  readonly og: number;
}

export type Change = Pod | Claim | Revision | SetObject;

export interface Pod {
  readonly k: 'pod';
  readonly n: string;
  readonly gone?: boolean;
  readonly uid: string;
  readonly ph: string;
  readonly rdy?: boolean;
  /** When it became ready. */
  readonly rt?: number;
  readonly del?: boolean;
  /** True once it is bound to a node. */
  readonly node?: boolean;
  readonly rev?: string;
  /** The pod-index label. */
  readonly idx?: string;
  /** The pod-name label, where it differs from the name. */
  readonly pn?: string;
  readonly pvc?: readonly string[];
  readonly lbl?: Readonly<Record<string, string>>;
  readonly own?: readonly string[];
}

export interface Claim {
  readonly k: 'pvc';
  readonly n: string;
  readonly gone?: boolean;
  readonly refs?: readonly string[];
  readonly del?: boolean;
}

export interface Revision {
  readonly k: 'cr';
  readonly n: string;
  readonly gone?: boolean;
  readonly num?: number;
  readonly own?: readonly string[];
}

export interface SetObject {
  readonly k: 'set';
  readonly n: string;
  readonly gone?: boolean;
  readonly uid: string;
  readonly gen?: number;
  readonly del?: boolean;
  readonly spec: SetSpec;
  readonly st: Status;
}

export interface SetSpec {
  readonly replicas: number;
  readonly start?: number;
  readonly pmp: string;
  readonly strategy: string;
  /** Whether there is a rollingUpdate block. */
  readonly ru: boolean;
  readonly partition?: number;
  readonly maxUnavailable?: string;
  readonly minReady?: number;
  /** revisionHistoryLimit. */
  readonly rhl?: number;
  /** whenDeleted, whenScaled. */
  readonly retain?: readonly string[];
  readonly claims?: readonly string[];
  readonly img: string;
  readonly tlbl?: Readonly<Record<string, string>>;
  readonly sel?: Readonly<Record<string, string>>;
}

export function readTraces(file: string): Trace[] {
  return recordedLines<Trace>(file).map((trace, index) => {
    if (typeof trace.ver !== 'string' || !Array.isArray(trace.steps)) throw new BadInput(`${file}: line ${index + 1} is no trace: it has no ver or no steps`);
    return trace;
  });
}
