import { bytesOf, fixed, readerOf, textOf, varint } from './bytes';
import { crc32 } from './crc32';
import { GUARANTEES } from './guarantees';
import { EVERY_COUNT } from './report';
import { RequestError } from './request-error';
import { SCENARIOS } from './scenarios';
import { actorOf, choiceOf, label, objectOf } from '../cluster/label';
import type { Problem } from '../cluster/problem';

/** A run as a token holds it: what it is a run of, where it starts, and the label of each step. */
export interface PinnedRun {
  /** A scenario's name, or `every replica count`. */
  readonly scenario: string;
  /** The guarantee's id. */
  readonly guarantee: string;
  /** How many faults the problem allows, or -1 for any number. */
  readonly faults: number;
  /** How many replicas were explored, where they are fewer than the set's own; else 0. */
  readonly replicas: number;
  /** Which of the problem's first states it starts from. */
  readonly start: number;
  /** The set goes on once it is touched or resynced. */
  readonly asleep: boolean;
  /** Of the problem that it was made for. */
  readonly digest: number;
  readonly labels: readonly number[];
}

/**
 * The first character of every token: what stands in it. Another order of the parts, other numbers of actors (cluster/label.ts) or of edits (cluster/problem.ts)
 * need another one, so that a token in somebody's test is refused and not misread.
 */
const VERSION = '1';
/** A run that a person can follow has a hundredth of this. */
export const LONGEST_TOKEN = 10_000;

const crcOf = (text: string): number => crc32(new TextEncoder().encode(text));

/** Names by a number of 16 bits: they are longer than all the rest of a token. No two have the same (test/prove/token.test.ts). */
export const numberOf = (name: string): number => crcOf(name) & 0xffff;
export const TOKEN_SCENARIOS: readonly string[] = [...SCENARIOS.map(({ name }) => name), EVERY_COUNT];

/** What a field is where a problem does not speak of it: one that a later version adds changes no digest of problems that have nothing of it. */
const isUnsaid = (value: unknown): boolean => value === 0 || value === false || Array.isArray(value) && value.length === 0;

function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, each]): [string, unknown] => [name, said(each)]);
  return fields.filter(([, each]) => !isUnsaid(each)).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A number that tells problems apart, but for one chance in four billion. How one is explored is no part of it: a run is one of the problem as it is. */
export const digestOf = (problem: Problem): number => crcOf(JSON.stringify(said({ ...problem, reductions: 0 })));

const ACTOR = 0x1f;
const HAS_OBJECT = 1 << 5;
const HAS_CHOICE = 1 << 6;

/** The actor, and what of object and choice is not 0. An actor fits into five bits: `isFair` asks for one of 32. */
function bytesOfLabel(step: number): number[] {
  const [actor, object, choice] = [actorOf(step), objectOf(step), choiceOf(step)];
  return [
    actor | (object > 0 ? HAS_OBJECT : 0) | (choice > 0 ? HAS_CHOICE : 0),
    ...object > 0 ? [object] : [],
    ...choice > 0 ? varint(choice) : [],
  ];
}

/** Characters of the checksum. */
const CHECK = 6;
const checked = (text: string): string => text + textOf(fixed(crcOf(text), 4));

/** The run as a word without spaces or quotes. */
export function tokenOf(run: PinnedRun): string {
  return checked(VERSION + textOf([
    ...fixed(numberOf(run.scenario), 2), ...fixed(numberOf(run.guarantee), 2),
    ...varint(run.faults + 1), ...varint(run.replicas), ...varint(run.start), Number(run.asleep), ...fixed(run.digest, 4),
    ...run.labels.flatMap(bytesOfLabel),
  ]));
}

const COPY_IT = 'copy it whole from the report';

/** The run of a token. Throws a RequestError where it is none, or not one of ours. */
export function readToken(token: string): PinnedRun {
  if (token.length > LONGEST_TOKEN) throw new RequestError(`a token has at most ${LONGEST_TOKEN} characters, and this one has ${token.length}: ${COPY_IT}`);
  if (token[0] !== VERSION) throw new RequestError(`a token of this version begins with ${VERSION}, and this one does not: ${COPY_IT}, or let prove make a new one`);
  const text = token.slice(0, -CHECK);
  const bytes = bytesOf(text.slice(1));
  if (checked(text) !== token || bytes === undefined) throw new RequestError(`the token is mistyped or cut off: ${COPY_IT}`);
  const run = pinnedIn(bytes);
  if (run === undefined) throw new RequestError('the token holds nothing that this version knows: let prove make a new one');
  return run;
}

const byNumber = (names: readonly string[]): ReadonlyMap<number, string> => new Map(names.map((name) => [numberOf(name), name]));
const SCENARIO_OF = byNumber(TOKEN_SCENARIOS);
const GUARANTEE_OF = byNumber(GUARANTEES.map(({ id }) => id));

/** What the bytes say, if they are those of a run. */
function pinnedIn(bytes: readonly number[]): PinnedRun | undefined {
  const reader = readerOf(bytes);
  const [scenario, guarantee] = [SCENARIO_OF.get(reader.fixed(2)), GUARANTEE_OF.get(reader.fixed(2))];
  const [faults, replicas, start, asleep, digest] = [reader.varint(), reader.varint(), reader.varint(), reader.varint(), reader.fixed(4)];
  const labels: number[] = [];
  while (!reader.isAtEnd()) {
    const head = reader.fixed(1);
    labels.push(label(head & ACTOR, head & HAS_OBJECT ? reader.fixed(1) : 0, head & HAS_CHOICE ? reader.varint() : 0));
  }
  if ([faults, replicas, start, asleep, digest].some(Number.isNaN) || scenario === undefined || guarantee === undefined) return undefined;
  const run: PinnedRun = { scenario, guarantee, faults: faults - 1, replicas, start, asleep: asleep === 1, digest, labels };
  // Written in any other way, it is not ours.
  return tokenOf(run).slice(1, -CHECK) === textOf(bytes) ? run : undefined;
}
