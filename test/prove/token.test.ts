import { readFileSync } from 'fs';
import { join } from 'path';
import { subjectIn, web } from './manifests';
import * as labels from '../../src/cluster/label';
import * as problems from '../../src/cluster/problem';
import { bytesOf, readerOf, textOf, varint } from '../../src/prove/bytes';
import { crc32 } from '../../src/prove/crc32';
import { GUARANTEES } from '../../src/prove/guarantees';
import { RequestError } from '../../src/prove/request-error';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import { LONGEST_TOKEN, type PinnedRun, TOKEN_SCENARIOS, digestOf, numberOf, readToken, tokenOf } from '../../src/prove/token';
import { randomFrom } from '../cluster/problems';

/**
 * Goal: a token gives back the run that it was made of, for ever, and nothing else gives any: what is mistyped, cut off or made up is told, and nothing is thrown but
 * a RequestError.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const RUN: PinnedRun = {
  scenario: 'rescale-during-termination',
  guarantee: 'storage/kept',
  faults: 1,
  replicas: 0,
  start: 0,
  asleep: false,
  digest: 0xdeadbeef,
  labels: [
    labels.label(labels.USER, 0, 0), labels.label(labels.CONTROLLER, 0, 0), labels.label(labels.FAULT_REFUSED, 0, 3), labels.label(labels.USER, 255, 0xffff),
    labels.label(labels.KUBELET_STOP, 2, 0),
  ],
};
const TOKEN = '1Ca7cQQIAAADvvq3eAAFcA2D___8DJgIfRO_Cw';

function randomRun(next: (below: number) => number): PinnedRun {
  return {
    scenario: TOKEN_SCENARIOS[next(TOKEN_SCENARIOS.length)],
    guarantee: GUARANTEES[next(GUARANTEES.length)].id,
    faults: next(101) - 1,
    replicas: next(64),
    start: next(20_000),
    asleep: next(2) === 1,
    digest: next(2 ** 32),
    labels: Array.from({ length: next(60) }, () => labels.label(next(32), next(2) * next(256), next(2) * next(0x10000))),
  };
}

test('a token gives back its run', () => {
  expect(readToken(TOKEN)).toEqual(RUN);
  const next = randomFrom(1);
  for (let round = 0; round < 500; round++) {
    const run = randomRun(next);
    const token = tokenOf(run);
    expect(token).toMatch(/^1[\w-]+$/);
    expect(readToken(token)).toEqual(run);
  }
});

test('it is short', () => {
  expect(tokenOf(RUN)).toBe(TOKEN);
});

function isRefused(token: string): boolean {
  try {
    readToken(token);
    return false;
  } catch (error) {
    return error instanceof RequestError;
  }
}

test('every character matters: another one, one too many, one too few, and two that change places are noticed', () => {
  const mistakes = [...TOKEN].flatMap((character, at) => [
    ...[...ALPHABET].filter((other) => other !== character).map((other) => TOKEN.slice(0, at) + other + TOKEN.slice(at + 1)),
    ...[...ALPHABET].map((other) => TOKEN.slice(0, at) + other + TOKEN.slice(at)),
    TOKEN.slice(0, at),
    TOKEN.slice(0, at) + TOKEN.slice(at + 1),
    TOKEN.slice(0, at) + (TOKEN[at + 1] ?? '') + character + TOKEN.slice(at + 2),
  ]).filter((token) => token !== TOKEN);
  expect(mistakes.length).toBeGreaterThan(4000);
  expect(mistakes.filter((token) => !isRefused(token))).toEqual([]);
  expect(isRefused(TOKEN)).toBe(false);
});

test.each([
  ['nothing', '', 'a token of this version begins with 1'],
  ['another version', `2${TOKEN.slice(1)}`, 'a token of this version begins with 1, and this one does not: copy it whole from the report, or let prove make a new one'],
  ['half of it', TOKEN.slice(0, 20), 'the token is mistyped or cut off: copy it whole from the report'],
  ['a blank at the end', `${TOKEN} `, 'mistyped or cut off'],
  ['what it should not hold', `1${'\u0000\ud800'.repeat(9)}`, 'mistyped or cut off'],
  ['a novel', `1${'A'.repeat(LONGEST_TOKEN)}`, 'a token has at most 10000 characters, and this one has 10001'],
])('it is said what is wrong: %s', (_, token, message) => {
  expect(() => readToken(token)).toThrow(RequestError);
  expect(() => readToken(token)).toThrow(message);
});

test('the longest that is read', () => {
  const run = { ...RUN, labels: Array.from({ length: 3700 }, () => labels.label(labels.KUBELET_STOP, 2, 0)) };
  expect(readToken(tokenOf(run))).toEqual(run);
  expect(tokenOf(run).length).toBeGreaterThan(LONGEST_TOKEN - 150);
});

/** A token of these bytes with the right checksum, as somebody can make who has read the code. */
const madeUp = (bytes: readonly number[]): string => {
  const text = `1${textOf(bytes)}`;
  const check = crc32(new TextEncoder().encode(text));
  return text + textOf([0, 8, 16, 24].map((by) => check >>> by & 0xff));
};

test('what has the right checksum and is no run is refused; what is read is written the same', () => {
  const next = randomFrom(7);
  const wellFormed = bytesOf(TOKEN.slice(1, -6))!;
  expect(madeUp(wellFormed)).toBe(TOKEN);
  let read = 0;
  for (let round = 0; round < 4000; round++) {
    const bytes = next(2) === 0 ? Array.from({ length: next(40) }, () => next(256)) : [...wellFormed];
    for (let change = next(4); change > 0 && bytes.length > 0; change--) bytes[next(bytes.length)] = next(256);
    if (next(3) === 0) bytes.length = next(bytes.length + 1);
    const token = madeUp(bytes);
    try {
      expect(tokenOf(readToken(token))).toBe(token);
      read++;
    } catch (error) {
      expect(error).toBeInstanceOf(RequestError);
    }
  }
  expect(read).toBeGreaterThan(200);
  expect(() => readToken(madeUp([1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0]))).toThrow('holds nothing that this version knows');
});

test('no two scenarios and no two guarantees have the same number', () => {
  for (const names of [TOKEN_SCENARIOS, GUARANTEES.map(({ id }) => id)]) expect(new Set(names.map(numberOf)).size).toBe(names.length);
});

test('what tokens in tests elsewhere hold keeps its number: who changes one changes the version of tokens', () => {
  const recorded = JSON.parse(readFileSync(join(__dirname, 'recorded/token-numbers.json'), 'utf8'));
  expect({ actors: labels, edits: problems }).toMatchObject(recorded);
});

describe('the digest of a problem', () => {
  const subject = subjectIn(web());
  const problem = problemOf(subject, SCENARIOS[1], 1);

  test('tells problems apart', () => {
    const others = [
      ...SCENARIOS.filter(({ excludes }) => excludes?.(subject) === undefined)
        .flatMap((scenario) => [0, 1, 2].map((faults) => problemOf(subject, scenario, faults))),
      ...Object.entries(problem).filter(([, value]) => typeof value === 'boolean').map(([name, value]) => ({ ...problem, [name]: !value })),
      { ...problem, placement: { ...problem.placement, apart: 1 } },
    ];
    const texts = new Set(others.map((each) => JSON.stringify(each)));
    expect(new Set(others.map(digestOf)).size).toBe(texts.size);
  });

  test('is the same where a field is added that says nothing, and in any order', () => {
    const reversed = Object.fromEntries(Object.entries(problem).reverse()) as unknown as typeof problem;
    expect(digestOf({ ...reversed, ...{ someday: false, somewhere: 0, something: [], somehow: { no: false, never: 0 } } })).toBe(digestOf(problem));
  });
});

test('the checksum is the one that gzip has', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test('base64url is read only as it is written', () => {
  for (let length = 0; length < 9; length++) {
    const bytes = Array.from({ length }, (_, at) => at * 37 + 200 & 0xff);
    expect(textOf(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect(bytesOf(textOf(bytes))).toEqual(bytes);
  }
  expect(bytesOf('AB')).toBeUndefined();
  expect(bytesOf('A')).toBeUndefined();
  expect(bytesOf('A+')).toBeUndefined();
});

test('numbers of many sizes', () => {
  for (const value of [0, 1, 127, 128, 16_383, 16_384, 2 ** 28 - 1]) expect(readerOf(varint(value)).varint()).toBe(value);
  expect(readerOf(varint(2 ** 28)).varint()).toBeNaN();
  expect(readerOf([0x80]).varint()).toBeNaN();
});
