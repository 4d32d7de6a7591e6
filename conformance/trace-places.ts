/**
 * Which place and which number each recorded pod has.
 *
 * Places are first those that are wanted, from `ordinals.start` up, then the condemned: in ascending order, as upstream takes them from the last
 * (stateful_set_control.go:updateStatefulSet sorts them descending). Each place has the pod of its number; of the pods beyond, one is in the place of
 * another (`web-01`), or has none as its name is not the set's or its ordinal too large.
 */
import type { SetObject } from './trace-format';
import { byListing, isMemberName, ordinalIn } from './trace-names';
import type { ClusterState } from './trace-state';
import { claimTemplatesOf, startOf } from './trace-state';
import { MAX_SLOTS } from '../src/cluster/fields';
import { isMember, isRegular, listed, ordinalOf, placeOf } from '../src/cluster/world';

/** The latest places: most syncs have the same as the one before. */
const latest = { key: '', places: undefined as Places | undefined };

/**
 * @param set as the controller sees it
 * @param isFirst whether a pod is listed before those of which it is not so
 */
export function placesOf(set: SetObject, states: readonly ClusterState[], isFirst: (pod: string) => boolean): Places {
  const pods = states.map((state) => [...state.pods.keys()].map((pod) => `${pod} ${isFirst(pod)}`));
  const key = [set.n, set.spec.start, set.spec.replicas, set.spec.claims, ...pods].join(' ');
  const places = latest.key === key && latest.places !== undefined ? latest.places : new Places(set, states, isFirst);
  Object.assign(latest, { key, places });
  return places;
}

export class Places {
  /** Names of pods, by number. */
  public readonly pods: readonly string[];
  /** How many places there are. */
  public readonly count: number;
  private readonly number: ReadonlyMap<string, number>;
  private readonly claims = new Map<string, number>();

  /** The parameters are those of `placesOf`. */
  public constructor(private readonly set: SetObject, states: readonly ClusterState[], isFirst: (pod: string) => boolean) {
    const start = startOf(set);
    const end = start + set.spec.replicas;
    const known = [...new Set(states.flatMap(({ pods }) => [...pods.keys()]))].sort(byListing);
    const condemned = known.filter((pod) => {
      const ordinal = isMemberName(set.n, pod) ? ordinalIn(pod) : undefined;
      return ordinal !== undefined && (ordinal < start || ordinal >= end);
    });
    // From the last place down, those of one ordinal come as they are listed.
    condemned.sort((a, b) => ordinalIn(a)! - ordinalIn(b)! || Number(isFirst(a)) - Number(isFirst(b)) || byListing(b, a));
    const places = [...Array.from({ length: set.spec.replicas }, (_, i) => `${set.n}-${start + i}`), ...condemned];
    if (places.length > MAX_SLOTS) throw new Error(`more than ${MAX_SLOTS} places for pods`);
    this.count = places.length;
    this.pods = [...places, ...known.filter((pod) => !places.includes(pod))];
    this.number = new Map(this.pods.map((pod, p) => [pod, p]));
    places.forEach((pod, place) => claimTemplatesOf(set).forEach((template, j, { length }) => {
      const name = `${template}-${this.regularName(pod)}`;
      if (!this.claims.has(name)) this.claims.set(name, this.ordinalGroup(place) * length + j);
    }));
  }

  /** Tells the model. */
  public use(): void {
    this.pods.forEach((pod, p) => {
      const group = this.ordinalGroup(p);
      isMember[p] = Number(isMemberName(this.set.n, pod));
      isRegular[p] = Number(this.isRegular(pod));
      placeOf[p] = p < this.count ? p : group < this.count ? group : -1;
      ordinalOf[p] = group;
    });
    [...this.pods.keys()].sort((a, b) => byListing(this.pods[a], this.pods[b])).forEach((p, k) => { listed[k] = p; });
  }

  public numberOf(pod: string): number | undefined {
    return this.number.get(pod);
  }

  /** The claims of all places: name and number. */
  public claimNumbers(): ReadonlyMap<string, number> {
    return this.claims;
  }

  /** The first pod of the same ordinal; of others, the pod itself. */
  private ordinalGroup(p: number): number {
    const name = this.pods[p];
    const ordinal = isMemberName(this.set.n, name) ? ordinalIn(name) : undefined;
    return ordinal === undefined ? p : this.pods.findIndex((pod) => isMemberName(this.set.n, pod) && ordinalIn(pod) === ordinal);
  }

  private isRegular(pod: string): boolean {
    return isMemberName(this.set.n, pod) && ordinalIn(pod) !== undefined && pod === this.regularName(pod);
  }

  private regularName(pod: string): string {
    return `${this.set.n}-${ordinalIn(pod)}`;
  }
}
