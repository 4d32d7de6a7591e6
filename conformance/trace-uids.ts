/** UIDs of a trace as small numbers, and the owners that objects name by them. */
import type { Claim } from './trace-format';
import type { Places } from './trace-places';
import { NAMES_OTHER, NAMES_POD, NAMES_SET, referenceOf } from '../src/cluster/claim-references';
import { MAX_REFERENCES } from '../src/cluster/fields';

/** One owner reference as the recorder writes it: `set:web#1:c:b`, or `pod:web-0:uid` where a scenario made up the UID. */
interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
  readonly blocks: boolean;
}

function parse(text: string): Reference {
  const [kind, ...rest] = text.split(':');
  const blocks = rest[rest.length - 1] === 'b' && rest.pop() === 'b';
  const controller = rest[rest.length - 1] === 'c' && rest.pop() === 'c';
  const uid = rest[rest.length - 1];
  return { kind, name: rest.length > 1 ? rest.slice(0, -1).join(':') : uid.split('#')[0], uid, controller, blocks };
}

export class Uids {
  private readonly numbers = new Map<string, number>();

  /** 0 is no UID. */
  public of(uid: string | undefined): number {
    if (uid === undefined || uid === '') return 0;
    const number = this.numbers.get(uid) ?? this.numbers.size + 1;
    this.numbers.set(uid, number);
    return number;
  }

  /** The controller that an object names, or 0. */
  public controllerOf(own: readonly string[] | undefined): number {
    return this.of(own?.map(parse).find(({ controller }) => controller)?.uid);
  }

  /** The references of a claim, in order. */
  public references({ refs = [] }: Pick<Claim, 'refs'>, set: string, places: Places): number[] {
    if (refs.length > MAX_REFERENCES) throw new Error(`a claim with more than ${MAX_REFERENCES} owner references`);
    const numbers = refs.map(parse).map(({ kind, name, uid, controller, blocks }) => {
      const pod = kind === 'pod' ? places.numberOf(name) : undefined;
      const names = kind === 'set' && name === set ? NAMES_SET : pod === undefined ? NAMES_OTHER : NAMES_POD;
      return referenceOf(names, pod ?? 0, this.of(uid), Number(controller), Number(blocks));
    });
    return [...numbers, ...Array<number>(MAX_REFERENCES - refs.length).fill(0)];
  }
}
