/** Errors that a scenario makes the API server answer: `inject` plans them, and the first writes that fit use them up. */
import type { Step, Write } from './trace-format';
import type { Places } from './trace-places';
import { ALREADY_EXISTS, ANY, CONFLICT, FAILED, INVALID, NOT_FOUND, forgetPlans, planAnswers } from '../src/cluster/answer';
import { ADOPT_POD, CREATE_CLAIM, CREATE_POD, CREATE_REVISION, DELETE_POD, DELETE_REVISION, RELEASE_POD, UPDATE_CLAIM, UPDATE_POD, UPDATE_REVISION, UPDATE_STATUS } from '../src/cluster/write';

export interface Plan { readonly verb: string; readonly kind: string; readonly name: string; readonly error: string; left: number }

export class Injections {
  public plans: Plan[] = [];

  /** Takes note of an action that plans errors, or forgets them. */
  public act(step: Step): void {
    if (step.a === 'clearinject') this.plans = [];
    if (step.a === 'inject') this.plans.push({ verb: step.verb ?? '', kind: step.kind ?? '', name: step.obj ?? '', error: step.e ?? '', left: step.times || 1 });
  }

  /** Uses up the plans that the recorded writes met. */
  public meet(writes: readonly Write[]): void {
    for (const write of writes) {
      const plan = this.plans.find(({ verb, kind, name, left }) => left > 0 && fits(verb, write.v) && fits(kind, write.k) && fits(name, write.n));
      // The recorder does not make the adoption of a revision fail.
      if (plan !== undefined && !(write.k === 'cr' && write.v === 'patch')) plan.left--;
    }
  }
}

const fits = (planned: string, actual: string) => planned === '' || planned === actual;

/** The kinds of writes of the model, by the recorder's verb and kind. */
const KINDS: readonly (readonly [verb: string, kind: string, writes: readonly number[]])[] = [
  ['create', 'pod', [CREATE_POD]], ['update', 'pod', [UPDATE_POD]], ['delete', 'pod', [DELETE_POD]], ['patch', 'pod', [ADOPT_POD, RELEASE_POD]],
  ['create', 'pvc', [CREATE_CLAIM]], ['update', 'pvc', [UPDATE_CLAIM]], ['update', 'status', [UPDATE_STATUS]],
  ['create', 'cr', [CREATE_REVISION]], ['update', 'cr', [UPDATE_REVISION]], ['delete', 'cr', [DELETE_REVISION]],
];

const ANSWERS: ReadonlyMap<string, number> = new Map([['conflict', CONFLICT], ['notfound', NOT_FOUND], ['exists', ALREADY_EXISTS], ['invalid', INVALID]]);
/** An object that the model has no number for. */
const NO_OBJECT = -2;

/** Tells the model. A plan for objects of one name is one for each kind of objects, as their numbers differ. */
export function planInjections(plans: readonly Plan[], places: Places): void {
  forgetPlans();
  for (const { verb, kind, name, error, left } of plans) {
    if (left === 0) continue;
    const fitting = KINDS.filter(([planned, of]) => fits(verb, planned) && fits(kind, of));
    const answer = ANSWERS.get(error) ?? FAILED;
    if (name === '') {
      planAnswers(bits(fitting), ANY, answer, left);
      continue;
    }
    for (const of of ['pod', 'pvc', 'status', 'cr']) {
      const kinds = bits(fitting.filter(([, each]) => each === of));
      if (kinds !== 0) planAnswers(kinds, numberOf(of, name, places), answer, left);
    }
  }
}

// eslint-disable-next-line no-bitwise -- a set of kinds
const bits = (kinds: typeof KINDS): number => kinds.flatMap(([,, writes]) => writes).reduce((all, write) => all | 1 << write, 0);

function numberOf(kind: string, name: string, places: Places): number {
  if (kind === 'pod') return places.numberOf(name) ?? NO_OBJECT;
  if (kind === 'pvc') return places.claimNumbers().get(name) ?? NO_OBJECT;
  return kind === 'status' ? ANY : NO_OBJECT;
}
