/** All that the API server holds, or a cache shows, at one moment of a trace. The deltas of the steps build it up. */
import type { Change, Claim, Pod, Revision, SetObject, Step } from './trace-format';

/** An object, and how often something of its name has changed: a version that grows as resourceVersion does. */
export interface Held<T> {
  readonly object: T;
  readonly version: number;
}

export class ClusterState {
  public set: SetObject | undefined;
  public readonly pods = new Map<string, Pod>();
  public readonly claims = new Map<string, Claim>();
  public readonly revisions = new Map<string, Revision>();
  public now = 0;
  private readonly versions = new Map<string, number>();

  /** @param origins when and how each revision was made: shared by all states of a trace */
  public constructor(public readonly origins = new Origins()) {}

  public apply(step: Step): void {
    this.now = step.t ?? this.now;
    this.origins.note(step, this.now);
    for (const change of step.d ?? []) this.keep(change);
  }

  public versionOf(kind: Change['k'], name: string): number {
    return this.versions.get(`${kind}/${name}`) ?? 0;
  }

  /** Takes over one change. */
  public keep(change: Change): void {
    this.versions.set(`${change.k}/${change.n}`, this.versionOf(change.k, change.n) + 1);
    switch (change.k) {
      case 'set': this.set = change.gone ? undefined : change; break;
      case 'pod': keep(this.pods, change); break;
      case 'pvc': keep(this.claims, change); break;
      case 'cr': keep(this.revisions, change); break;
    }
  }
}

function keep<T extends { readonly n: string; readonly gone?: boolean }>(objects: Map<string, T>, change: T): void {
  if (change.gone) objects.delete(change.n); else objects.set(change.n, change);
}

interface Origin {
  readonly born: number;
  /** How many of this name there were before. */
  readonly incarnation: number;
  /** Made by `collide`: an object of nobody's in the way of a name, with other bytes and labels. */
  readonly collides: boolean;
}

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

/** What a recording does not repeat with every change of a revision or a pod. */
export class Origins {
  private readonly unnamed = new Map<string, boolean>();
  private readonly unnamedByChange = new Map<Pod, boolean>();

  private readonly byChange = new Map<Revision, Origin>();
  private readonly living = new Map<string, Origin>();
  private readonly counts = new Map<string, number>();

  public note(step: Step, now: number): void {
    this.notePods(step);
    // `rewriterevs` stores each revision anew under another name: it is as old as it was.
    let moved: Origin | undefined;
    for (const change of step.d ?? []) {
      if (change.k !== 'cr') continue;
      if (change.gone) {
        moved = this.living.get(change.n);
        this.living.delete(change.n);
        continue;
      }
      const origin = this.living.get(change.n) ?? this.origin(change.n, step.a === 'rewriterevs' ? moved?.born ?? now : now, step.a === 'collide');
      this.living.set(change.n, origin);
      this.byChange.set(change, origin);
    }
  }

  /** Whether the pod-name label is missing or wrong. Of one that is missing a recording says nothing, but it says who took it away and who put it back. */
  public hasLostName(pod: Pod): boolean {
    return pod.pn !== undefined || this.unnamedByChange.get(pod) === true;
  }

  private notePods(step: Step): void {
    const repaired = new Set((step.w ?? []).filter(({ v, k, err, res }) => v === 'update' && k === 'pod' && err === undefined && res !== 'noop').map(({ n }) => n));
    for (const change of step.d ?? []) {
      if (change.k !== 'pod') continue;
      const before = this.unnamed.get(change.uid) ?? false;
      // A pod that a scenario makes never had the label.
      const after = step.a === 'orphanpod' || step.a === 'podlabel' && step.arg === POD_NAME_LABEL || before && !repaired.has(change.n);
      this.unnamed.set(change.uid, after && !(step.a === 'podlabel' && step.arg?.startsWith(`${POD_NAME_LABEL}=`)));
      this.unnamedByChange.set(change, this.unnamed.get(change.uid) === true);
    }
  }

  public of(revision: Revision): Origin {
    const origin = this.byChange.get(revision);
    if (origin === undefined) throw new Error(`nothing is known of where revision ${revision.n} came from`);
    return origin;
  }

  private origin(name: string, born: number, collides: boolean): Origin {
    const incarnation = this.counts.get(name) ?? 0;
    this.counts.set(name, incarnation + 1);
    return { born, incarnation, collides };
  }
}

/** In the place of a set that the controller does not find. */
export const NO_SET: SetObject = {
  k: 'set', n: 'web', uid: '',
  spec: { replicas: 0, pmp: '', strategy: '', ru: false, img: '' },
  st: { replicas: 0, ready: 0, avail: 0, cur: 0, upd: 0, curRev: '', updRev: '', og: 0 },
};

export const startOf = (set: SetObject): number => set.spec.start ?? 0;
export const claimTemplatesOf = (set: SetObject): readonly string[] => set.spec.claims ?? [];
