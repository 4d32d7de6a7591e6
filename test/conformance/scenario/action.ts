/** What somebody does to a set: in a text as a person writes it, and as the recorder of conformance/recorder reads it. */
import type { Step } from '../../../conformance/trace-format';

/** Fields of a set's spec. */
export interface SpecFields {
  readonly replicas?: number;
  readonly start?: number;
  readonly pmp?: string;
  readonly strategy?: string;
  readonly partition?: number;
  readonly maxUnavailable?: string;
  readonly minReady?: number;
  readonly rhl?: number;
  readonly retain?: readonly string[];
  readonly claims?: readonly string[];
  readonly img?: string;
  readonly ann?: Readonly<Record<string, string>>;
}

/** One action, or one that stands for several (`settle`, `syncs`). */
export interface Action extends Pick<Step, 'a' | 'obj' | 'arg' | 'kind' | 'verb' | 'times' | 'e' | 'n'> {
  readonly o?: number;
  readonly p?: SpecFields;
  readonly s?: number;
  readonly policy?: string;
}

const NUMBERS: Readonly<Record<string, keyof SpecFields>> = {
  replicas: 'replicas', start: 'start', partition: 'partition', minReadySeconds: 'minReady', revisionHistoryLimit: 'rhl',
};
const WORDS: Readonly<Record<string, keyof SpecFields>> = { policy: 'pmp', strategy: 'strategy', maxUnavailable: 'maxUnavailable', image: 'img' };

/**
 * `replicas=3 image=v2` ...: replicas, start, policy, strategy (then without a rollingUpdate block, unless one of its fields is given), partition,
 * maxUnavailable, minReadySeconds, revisionHistoryLimit, retention (whenDeleted,whenScaled), claims (names of templates), image.
 */
export function specFields(words: readonly string[]): SpecFields {
  return Object.fromEntries(words.map((word) => {
    const [name, value] = word.split('=');
    if (NUMBERS[name] !== undefined) return [NUMBERS[name], Number(value)];
    if (WORDS[name] !== undefined) return [WORDS[name], value];
    if (name === 'claims') return [name, value.split(',')];
    if (name === 'retention') return ['retain', value.split(',')];
    throw new Error(`a set has no field ${name}`);
  }));
}

/** The actions of a command. */
export function actionOf(command: string): Action {
  const [verb, ...words] = command.split(' ');
  const [first, second] = words;
  switch (verb) {
    case 'sync': return first === undefined ? { a: 'sync' } : { a: 'syncs', n: Number(first) };
    // Of an image that cannot be pulled, pods never run.
    case 'settle': return { a: 'settle', ...first === undefined ? {} : { arg: first.replace('broken=', '') } };
    case 'ready': case 'unready': case 'fail': case 'kill': return { a: verb, obj: first };
    case 'label': return { a: 'podlabel', obj: first, arg: second };
    case 'patch': return { a: 'patch', p: specFields(words) };
    case 'touch': return { a: 'patch', p: { ann: { touched: 'yes' } } };
    case 'gc': return { a: 'gc' };
    case 'protect': return { a: 'pvcprotect' };
    case 'advance': return { a: 'advance', s: Number(first) };
    case 'deliver': return { a: 'deliver', ...first === undefined ? {} : { kind: first }, ...second === undefined ? {} : { n: Number(second) } };
    // inject forbidden on create pod web-1 2: so many times
    case 'inject': return { a: 'inject', e: first, verb: words[2], kind: words[3], obj: words[4], times: Number(words[5]) };
    case 'orphan': return { a: 'orphanpod', obj: second };
    case 'delete': return deletion(first, second);
    case 'create': return { a: 'recreate', p: specFields(words.slice(1)) };
    default: throw new Error(`unknown command ${command}`);
  }
}

function deletion(what: string, name: string | undefined): Action {
  switch (what) {
    case 'pod': return { a: 'delete', obj: name };
    case 'claim': return { a: 'deletepvc', obj: name };
    case 'revision': return { a: 'deleterev', arg: name };
    // --cascade=orphan, or in the background
    case 'set': return { a: 'deleteset', policy: name ?? 'background' };
    default: throw new Error(`nobody deletes a ${what}`);
  }
}
