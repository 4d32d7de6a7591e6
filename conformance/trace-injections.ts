/** Errors that a scenario makes the API server answer: `inject` plans them, and the first writes that fit use them up. */
import type { Step, Write } from './trace-format';

interface Plan { readonly verb: string; readonly kind: string; readonly name: string; left: number }

export class Injections {
  private plans: Plan[] = [];

  /** Takes note of an action that plans errors, or forgets them. */
  public act(step: Step): void {
    if (step.a === 'clearinject') this.plans = [];
    if (step.a === 'inject') this.plans.push({ verb: step.verb ?? '', kind: step.kind ?? '', name: step.obj ?? '', left: step.times ?? 1 });
  }

  /** Whether any of these writes was answered with a planned error. */
  public hit(writes: readonly Write[]): boolean {
    return writes.map((write) => this.use(write)).includes(true);
  }

  private use(write: Write): boolean {
    const plan = this.plans.find(({ verb, kind, name, left }) => left > 0 && fits(verb, write.v) && fits(kind, write.k) && fits(name, write.n));
    if (plan === undefined || write.k === 'cr' && write.v === 'patch') return false;
    plan.left--;
    return true;
  }
}

const fits = (planned: string, actual: string) => planned === '' || planned === actual;
