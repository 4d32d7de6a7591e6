/** All that decides one recorded sync. */
import type { Pod, Revision, SetObject, Step, Trace } from './trace-format';
import type { Plan } from './trace-injections';
import type { ClusterState } from './trace-state';
import type { Templates } from './trace-templates';
import type { Uids } from './trace-uids';
import type { Profile } from '../src/cluster/profile';

export interface Situation {
  readonly trace: Pick<Trace, 'cache'>;
  readonly step: Step;
  readonly state: ClusterState;
  /** What the controller sees of it: the same object where it sees everything. */
  readonly cached: ClusterState;
  /** What the controller wrote and does not see yet: names of pods, and kinds of other objects. */
  readonly unseen: ReadonlySet<string>;
  readonly profile: Profile;
  /** The set as the controller sees it. */
  readonly set: SetObject;
  readonly templates: Templates;
  readonly uids: Uids;
  readonly ages: Ages;
  readonly readinessOf: (pod: Pod) => Readiness;
  /** Errors that the API server is to answer. */
  readonly plans: readonly Plan[];
}

export interface Readiness {
  readonly ready: boolean;
  /** Seconds until a ready pod is available. */
  readonly wait: number;
}

/** The order in which revisions were made: by time, then by name. */
export class Ages {
  private readonly order: readonly Revision[];

  public constructor(templates: Templates, ...states: readonly ClusterState[]) {
    const revisions = [...new Set(states.flatMap((state) => [...state.revisions.values()]))];
    const { origins } = states[0];
    const born = (revision: Revision) => origins.of(revision).born;
    this.order = revisions.sort((a, b) => born(a) - born(b) || (templates.nameOf(a.n) < templates.nameOf(b.n) ? -1 : 1));
  }

  public of(revision: Revision): number {
    return this.order.indexOf(revision);
  }
}
