/** The writes and events of a sync in one language, upstream's and ours, so that they can be compared as text. Names are the real ones. */
import type { SetObject, Status, Write } from './trace-format';
import { claimText, madeClaim, madePod, podText } from './trace-made';
import type { Places } from './trace-places';
import type { Templates } from './trace-templates';
import type { Uids } from './trace-uids';
import { ALREADY_EXISTS, CONFLICT, DONE, FAILED, INVALID, NOT_FOUND } from '../src/cluster/answer';
import { CLAIM_CREATED, CLAIM_NOT_CREATED, CONFLICTING_CONTROLLER, POD_CREATED, POD_DELETED, POD_NOT_CREATED, POD_NOT_DELETED, POD_NOT_UPDATED, POD_UPDATED, kindOfEvent, objectOfEvent } from '../src/cluster/event';
import { MAX_REFERENCES } from '../src/cluster/fields';
import type { Profile } from '../src/cluster/profile';
import { answerTo, detailOf, event, events, write, writes } from '../src/cluster/row';
import { ADOPT_POD, ADOPT_REVISION, CREATE_CLAIM, CREATE_POD, CREATE_REVISION, DELETE_POD, DELETE_REVISION, RELEASE_POD, UPDATE_CLAIM, UPDATE_POD, UPDATE_REVISION, UPDATE_STATUS, kindOf, objectOfWrite } from '../src/cluster/write';

/** What the names of a sync stand for. */
export interface Words {
  /** The set as the controller sees it. */
  readonly set: SetObject;
  readonly profile: Profile;
  readonly places: Places;
  readonly templates: Templates;
  readonly uids: Uids;
}

/** What the real controller sent, and what it was answered. */
export function theirWrites(recorded: readonly Write[], words: Words): string[] {
  return recorded.map((w) => `${theirWrite(w, words)}${answered(theirAnswer(w))}`);
}

function theirWrite(w: Write, words: Words): string {
  switch (`${w.v} ${w.k}`) {
    case 'create pod': return `create pod ${w.n} ${podText(w)}`;
    case 'update status': return statusText(w.s!);
    case 'create pvc': return `create claim ${w.n} with ${claimText(w)}`;
    case 'update pvc': return `claim ${w.n} is owned by ${words.uids.references(w, words.set.n, words.places)}`;
    // Of a creation that was made to fail, the recorder keeps no number.
    case 'create cr': return `create revision ${w.n}${w.err === undefined ? ` with number ${w.num}, owners ${w.refs}` : ''}`;
    case 'update cr': return `update revision ${w.n} with number ${w.num}`;
    case 'delete cr': return `delete revision ${w.n}`;
    case 'patch cr': return `adopt revision ${w.n}`;
    case 'patch pod': return `${w.patch?.split(' ')[0]} pod ${w.n}`;
    default: return `${w.v} ${w.k} ${w.n}`;
  }
}

/** Errors that the controller does not tell apart are one. */
const ERRORS: ReadonlyMap<string, number> = new Map([['AlreadyExists', ALREADY_EXISTS], ['NotFound', NOT_FOUND], ['Conflict', CONFLICT]]);

function theirAnswer({ err }: Write): number {
  if (err === undefined) return DONE;
  return err.startsWith('Invalid') ? INVALID : ERRORS.get(err) ?? FAILED;
}

const ANSWERS: ReadonlyMap<number, string> = new Map([
  [DONE, ''], [ALREADY_EXISTS, ': exists already'], [INVALID, ': invalid'], [NOT_FOUND, ': not found'], [CONFLICT, ': conflict'], [FAILED, ': failed'],
]);
const answered = (answer: number): string => ANSWERS.get(answer)!;

const statusText = ({ replicas, ready, avail, cur, upd, curRev, updRev, cc, og }: Status): string => (
  `status of generation ${og}: ${replicas} replicas, ${ready} ready, ${avail} available, ${cur} at ${curRev}, ${upd} at ${updRev}, ${cc ?? 0} collisions`
);

/** What our sync wrote into the successor that is being written, and what it was answered. */
export function ourWrites(words: Words): string[] {
  const all = Array.from({ length: writes() }, (_, index) => index).flatMap((index) => {
    const text = ourWrite(index, words);
    return text === undefined ? [] : [`${text}${answered(answerTo(index))}`];
  });
  // The recorder tells adoptions of revisions, which come before all else, in the order of their aliases.
  const isAdoption = (text: string) => text.startsWith(ADOPT);
  return [...all.filter(isAdoption).sort((a, b) => aliasIn(a) - aliasIn(b)), ...all.filter((text) => !isAdoption(text))];
}

const ADOPT = 'adopt revision r';
const aliasIn = (text: string): number => parseInt(text.slice(ADOPT.length), 10);

function ourWrite(index: number, { set, profile, places, templates }: Words): string | undefined {
  const object = objectOfWrite(write(index));
  const detail = (number: number) => detailOf(index, number);
  switch (kindOf(write(index))) {
    case CREATE_POD: {
      const made = madePod(set, templates.templateOf(detail(0), set), places.pods[object], templates.aliasAt(detail(0)), profile);
      return `create pod ${places.pods[object]} ${podText(made)}`;
    }
    case DELETE_POD: return `delete pod ${places.pods[object]}`;
    case UPDATE_POD: return `update pod ${places.pods[object]}`;
    case ADOPT_POD: return `adopt pod ${places.pods[object]}`;
    case RELEASE_POD: return `release pod ${places.pods[object]}`;
    case CREATE_CLAIM: return `create claim ${claimName(object, places)} with ${madeClaim(set, claimName(object, places))}`;
    case UPDATE_CLAIM: return `claim ${claimName(object, places)} is owned by ${Array.from({ length: MAX_REFERENCES }, (_, j) => detail(j))}`;
    case CREATE_REVISION: return `create revision ${templates.aliasAt(object)}${answerTo(index) === DONE ? ` with number ${detail(0)}, owners set:${set.uid}:c:b` : ''}`;
    case UPDATE_REVISION: return `update revision ${templates.aliasAt(object)} with number ${detail(0)}`;
    case DELETE_REVISION: return `delete revision ${templates.aliasAt(object)}`;
    case ADOPT_REVISION: return `adopt revision ${templates.aliasAt(object)}`;
    case UPDATE_STATUS: return statusText({
      replicas: detail(0), ready: detail(1), avail: detail(2), cur: detail(3), upd: detail(4), curRev: templates.aliasAt(detail(5)),
      updRev: templates.aliasAt(detail(6)), cc: detail(7), og: detail(8),
    });
    default: return undefined;
  }
}

const claimName = (k: number, places: Places): string => [...places.claimNumbers()].find(([, number]) => number === k)?.[0] ?? `claim ${k}`;

const EVENTS: ReadonlyMap<number, string> = new Map([
  [POD_CREATED, 'SuccessfulCreate pod/'], [POD_NOT_CREATED, 'FailedCreate pod/'], [POD_DELETED, 'SuccessfulDelete pod/'], [POD_NOT_DELETED, 'FailedDelete pod/'],
  [POD_UPDATED, 'SuccessfulUpdate pod/'], [POD_NOT_UPDATED, 'FailedUpdate pod/'], [CLAIM_CREATED, 'SuccessfulCreate claim/'], [CLAIM_NOT_CREATED, 'FailedCreate claim/'],
]);

/** The events that our sync recorded. That somebody else manages a claim is recorded of the set. */
export function ourEvents({ places }: Words): string[] {
  return Array.from({ length: events() }, (_, index) => event(index)).map((each) => {
    const kind = kindOfEvent(each);
    if (kind === CONFLICTING_CONTROLLER) return 'ConflictingController ';
    const object = objectOfEvent(each);
    return `${EVENTS.get(kind)}${kind === CLAIM_CREATED || kind === CLAIM_NOT_CREATED ? claimName(object, places) : places.pods[object]}`;
  });
}
