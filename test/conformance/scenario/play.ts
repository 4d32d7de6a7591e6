/** Plays a scenario with our controller, in wide rows, and writes down what the recorder would. */
import type { Action, SpecFields } from './action';
import type { Cluster } from './cluster';
import { NAME, act, createdSet, podsInOrder } from './cluster';
import { syncStep } from './controller';
import type { Pod, RevisionInfo, Step } from '../../../conformance/trace-format';
import type { Recording } from '../../../conformance/traces';
import { move, recordingOf } from '../../../conformance/traces';
import type { Gates } from '../../../src/kubernetes/gates';
import { revisionData, revisionHash } from '../../../src/manifest/revision-name';

export interface Scenario {
  readonly name: string;
  /** `manual` where watch events reach the controller only when they are delivered. */
  readonly cache?: string;
  readonly gates: Gates;
  readonly set: SpecFields;
  /** What each command does. Those that only look do nothing. */
  readonly commands: readonly (readonly Action[])[];
}

/** The steps of the creation, then those of each command. */
export type Played = readonly (readonly Step[])[];

export function play(scenario: Scenario, version: string): Played {
  const player = new Player(scenario, version);
  return [player.created(scenario.set), ...scenario.commands.map((actions) => player.played(actions))];
}

/** Of each template, in the order in which the scenario has them. */
function revisionsOf({ set, commands }: Scenario, version: string): RevisionInfo[] {
  const images = [set.img ?? 'v1', ...commands.flat().flatMap(({ p }) => p?.img ?? [])];
  return [...new Set(images)].map((image, index) => {
    const data = revisionData(version, { metadata: { labels: { app: NAME } }, spec: { containers: [{ name: 'c', image }] } });
    return { a: `r${index + 1}`, name: `${NAME}-${revisionHash(data)}`, img: image, data };
  });
}

/** More rounds than any scenario needs to come to rest. */
const ROUNDS = 200;

class Player {
  private readonly recording: Recording;
  private readonly cluster: Cluster;
  private readonly images: ReadonlyMap<string, string>;
  private steps: Step[] = [];

  public constructor(scenario: Scenario, version: string) {
    const revs = revisionsOf(scenario, version);
    this.images = new Map(revs.map(({ a, img }) => [a, img as string]));
    this.recording = recordingOf({ ver: `v${version}`, name: scenario.name, cache: scenario.cache, eff: scenario.gates, steps: [], revs });
    this.cluster = { state: this.recording.state, profile: this.recording.profile, incarnations: new Map(), now: 0 };
  }

  public created(fields: SpecFields): readonly Step[] {
    this.steps = [];
    this.take({ a: 'create', d: [createdSet(this.cluster, fields)] });
    return this.steps;
  }

  public played(actions: readonly Action[]): readonly Step[] {
    this.steps = [];
    for (const action of actions) {
      if (action.a === 'settle') this.settle(action.arg);
      else for (let n = action.a === 'syncs' ? action.n! : 1; n > 0; n--) this.one(action.a === 'syncs' ? { a: 'sync' } : action);
    }
    return this.steps;
  }

  /** Whether it applied. */
  private one(action: Action): boolean {
    if (action.a === 'sync') {
      const { step, secondsUntilCheck } = syncStep(this.cluster, this.recording);
      this.take(step, secondsUntilCheck);
      return true;
    }
    const d = act(this.cluster, action);
    this.take({ ...action, t: this.cluster.now, ...d === undefined ? { noop: true } : { d } } as Step);
    return d !== undefined;
  }

  /** Writes a step down, with what it wakes. */
  private take(step: Step, secondsUntilCheck = 0): void {
    move(this.recording, step);
    const { now: q, after } = this.recording.watch.take();
    this.steps.push({ ...step, q, after: secondsUntilCheck > 0 ? [...after, secondsUntilCheck] : after });
  }

  /** A healthy cluster, until nothing happens any more. */
  private settle(broken: string | undefined): void {
    for (let round = 0; round < ROUNDS; round++) {
      this.one({ a: 'sync' });
      const { w = [], retry = false } = this.steps[this.steps.length - 1];
      if (this.everybodyGoesOn(broken) || w.length > 0 || retry) continue;
      const seconds = this.cluster.state.set?.spec.minReady ?? 0;
      if (!podsInOrder(this.cluster).some(({ rdy, rt = 0 }) => rdy && this.cluster.now - rt < seconds)) return;
      this.one({ a: 'advance', s: seconds });
    }
  }

  private everybodyGoesOn(broken: string | undefined): boolean {
    let did = false;
    for (const { n } of podsInOrder(this.cluster)) {
      const pod = this.cluster.state.pods.get(n);
      const a = pod === undefined ? undefined : this.nextOf(pod, broken);
      if (a !== undefined) did = this.one({ a, obj: n }) || did;
    }
    return ['gc', 'pvcprotect'].map((a) => act(this.cluster, { a }) !== undefined && this.one({ a })).includes(true) || did;
  }

  private nextOf(pod: Pod, broken: string | undefined): string | undefined {
    if (pod.del) return 'kill';
    if (pod.ph === 'Pending' && broken !== undefined && this.images.get(pod.rev ?? '') === broken) return pod.node ? undefined : 'schedule';
    const claims = (pod.pvc ?? []).map((claim) => this.cluster.state.claims.get(claim));
    if (pod.ph === 'Pending' && claims.every((claim) => claim !== undefined && !(claim.del && !pod.node))) return 'ready';
    return pod.ph === 'Running' && !pod.rdy ? 'ready' : undefined;
  }
}

/** As the recorder reads it. */
export const recorderForm = ({ name, cache, gates, set, commands }: Scenario): object => ({ name, cache, gates, set, steps: commands.flat() });

/** A recording cut up as the steps that were played are. */
export function asPlayed(steps: readonly Step[], played: Played): Played {
  let next = 0;
  return played.map((each, index) => steps.slice(next, next = index === played.length - 1 ? steps.length : next + each.length));
}
