/** All that the API server holds at one moment of a trace. The deltas of the steps build it up. */
import type { Change, Claim, Pod, Revision, SetObject, Step } from './trace-format';
import type { Templates } from './trace-templates';

export class ClusterState {
  public set: SetObject | undefined;
  public readonly pods = new Map<string, Pod>();
  public readonly claims = new Map<string, Claim>();
  public readonly revisions = new Map<string, Revision>();
  public now = 0;
  private readonly born = new Map<string, number>();

  public apply(step: Step): void {
    this.now = step.t ?? this.now;
    for (const change of step.d ?? []) this.keep(change, step.a);
  }

  /** The place of a revision in the order in which they were made: by time, then by name. */
  public ageOf(revision: string, templates: Templates): number {
    const born = (alias: string) => this.born.get(alias) ?? 0;
    const name = templates.nameOf(revision);
    return [...this.revisions.keys()]
      .filter((other) => born(other) < born(revision) || born(other) === born(revision) && templates.nameOf(other) < name).length;
  }

  private keepRevision(change: Revision): void {
    if (!this.revisions.has(change.n)) this.born.set(change.n, this.now);
    keep(this.revisions, change);
  }

  /** Takes over one change that this action made. */
  public keep(change: Change, action: string): void {
    switch (change.k) {
      case 'set': this.set = change.gone ? undefined : change; break;
      case 'pod': keep(this.pods, change); break;
      case 'pvc': keep(this.claims, change); break;
      // `collide` puts an object of nobody's in the way of a name. The controller's selector never finds it.
      case 'cr': if (action !== 'collide') this.keepRevision(change); break;
    }
  }
}

function keep<T extends { readonly n: string; readonly gone?: boolean }>(objects: Map<string, T>, change: T): void {
  if (change.gone) objects.delete(change.n); else objects.set(change.n, change);
}

/** In the place of a set that the controller does not find. */
export const NO_SET: SetObject = {
  k: 'set', n: 'web', uid: '',
  spec: { replicas: 0, pmp: '', strategy: '', ru: false, img: '' },
  st: { replicas: 0, ready: 0, avail: 0, cur: 0, upd: 0, curRev: '', updRev: '', og: 0 },
};

/** The ordinal of a pod of this set, or undefined where the name is not one that the set gives (`web-01`). */
export function ordinalOf(set: SetObject, pod: string): number | undefined {
  const digits = pod.startsWith(`${set.n}-`) ? pod.slice(set.n.length + 1) : '';
  return /^(0|[1-9][0-9]*)$/.test(digits) ? Number(digits) : undefined;
}

export const startOf = (set: SetObject): number => set.spec.start ?? 0;

/** Claim templates in the order of their names: upstream leaves the order to a map, and the recorder sorts. */
export const claimTemplatesOf = (set: SetObject): string[] => [...set.spec.claims ?? []].sort();
