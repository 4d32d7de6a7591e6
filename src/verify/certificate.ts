import { PROBLEM } from './problem';
import { BrokenCertificate, type Shape, type Shaped, flag, list, mapOf, nullable, oneOf, optional, record, text, whole } from './shape';
import { layoutOf } from '../cluster/layout';

/** The format that is understood. */
export const CERTIFICATE_VERSION = 1;

/** More of anything is no certificate that was ever written. */
const MOST = 1_000_000;
const MOST_STATES = 2_000_000;
const MOST_STEPS = 100_000;
const MOST_HEADER = 32 * 1024 * 1024;

const count = whole(0, 2 ** 31 - 1);
const numberOrText: Shape<number | string> = (value, where) => typeof value === 'string' ? text(value, where) : count(value, where);

/** What of a set's manifest its problems were made from. */
const FIELDS = record({
  replicas: count,
  claimTemplates: count,
  podManagementPolicy: text,
  updateStrategy: text,
  /** Null without a rollingUpdate block. */
  partition: nullable(count),
  maxUnavailable: nullable(numberOrText),
  minReadySeconds: count,
  whenScaled: nullable(text),
  whenDeleted: nullable(text),
  terminationGracePeriodSeconds: nullable(count),
  /** Of the autoscaler. Null where there is none. */
  minReplicas: nullable(count),
  maxReplicas: nullable(count),
});

const OBJECT = record({ kind: text, namespace: text, name: text, sha256: text });
/** The states of a problem, in ascending order of their rows; and, if runs come to a good end, their ranks and helpers (progress.ts). */
const PROOF = record({ problem: count, states: whole(0, MOST_STATES), progress: flag });
/** A run, and how it goes on for ever where it does. */
const REFUTATION = record({ problem: count, steps: whole(0, MOST_STEPS), loop: whole(0, MOST_STEPS) });
const CLAIM = record({ set: count, guarantee: text, scenario: text, verdict: oneOf('PROVED', 'REFUTED'), proof: optional(count), run: optional(count) });

/** What a certificate says of itself. */
const HEADER = record({
  tool: text,
  kubernetes: text,
  featureGates: mapOf(flag),
  faults: count,
  objects: list(OBJECT, MOST),
  sets: list(record({ namespace: text, name: text, fields: FIELDS }), MOST),
  problems: list(PROBLEM, MOST),
  proofs: list(PROOF, MOST),
  runs: list(REFUTATION, MOST),
  claims: list(CLAIM, MOST),
});

export type SetFields = Shaped<typeof FIELDS>;
export type CertifiedObject = Shaped<typeof OBJECT>;
export type Claim = Shaped<typeof CLAIM>;
export type Header = Shaped<typeof HEADER>;
type Proof = Shaped<typeof PROOF>;
type Refutation = Shaped<typeof REFUTATION>;

export interface States { readonly rows: Int32Array; readonly ranks?: Int32Array; readonly helpers?: Int32Array }
export interface Step { readonly label: number; readonly row: Int32Array }
export interface Run { readonly first: Int32Array; readonly steps: readonly Step[]; readonly loop: readonly Step[] }

/** All of a certificate. States and runs stand in the order of the header's `proofs` and `runs`. */
export interface Certificate extends Header {
  readonly states: readonly States[];
  readonly behaviours: readonly Run[];
}

/**
 * Reads the content of a certificate: a line of JSON, and then the numbers of all states and runs.
 *
 * @throws BrokenCertificate for whatever is not one
 */
export function readCertificate(content: Uint8Array): Certificate {
  const end = content.indexOf(0x0a);
  if (end < 0 || end > MOST_HEADER) throw new BrokenCertificate('its first line does not end');
  const header = HEADER(parsed(content.subarray(0, end)), 'the certificate');
  const within = (number: number | undefined, all: readonly unknown[], what: string): void => {
    if (number !== undefined && number >= all.length) throw new BrokenCertificate(`it speaks of ${what} ${number}, and has ${all.length}`);
  };
  for (const { problem } of [...header.proofs, ...header.runs]) within(problem, header.problems, 'the problem');
  for (const { set, proof, run } of header.claims) {
    within(set, header.sets, 'the set');
    within(proof, header.proofs, 'the proof');
    within(run, header.runs, 'the run');
  }
  const body = numbersIn(content.subarray(end + 1));
  const wordsOf = ({ problem }: { readonly problem: number }): number => layoutOf(header.problems[problem]).words;
  const states = header.proofs.map((proof) => statesIn(body, proof, wordsOf(proof)));
  const behaviours = header.runs.map((run) => runIn(body, run, wordsOf(run)));
  if (body.left() > 0) throw new BrokenCertificate(`${body.left()} bytes are left over at its end`);
  return { ...header, states, behaviours };
}

function parsed(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch {
    throw new BrokenCertificate('its first line is not JSON');
  }
}

interface NumbersIn {
  readonly next: () => number;
  readonly left: () => number;
}

/** Numbers of 32 bits, seven bits in each byte, the lowest first; the eighth says that more follow. */
function numbersIn(bytes: Uint8Array): NumbersIn {
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (at === bytes.length) throw new BrokenCertificate('it ends too early');
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new BrokenCertificate('a number in it does not end');
  };
  return { next, left: () => bytes.length - at };
}

/** Every number takes a byte at least, so that what a header asks for is never more than the file has. */
function reserve({ left }: NumbersIn, length: number): Int32Array {
  if (length > left()) throw new BrokenCertificate('it ends too early');
  return new Int32Array(length);
}

function statesIn(body: NumbersIn, { states, progress }: Proof, words: number): States {
  const rows = reserve(body, states * words);
  for (let at = 0; at < rows.length; at += words) {
    for (let word = words - 1; word >= 0; word--) rows[at + word] = body.next() + (at === 0 ? 0 : rows[at + word - words]);
  }
  return progress ? { rows, ranks: reserve(body, states).map(body.next), helpers: reserve(body, states).map(body.next) } : { rows };
}

function runIn(body: NumbersIn, { steps, loop }: Refutation, words: number): Run {
  let before = new Int32Array(words);
  const row = (): Int32Array => {
    const last = before;
    before = reserve(body, words).map((_, word) => body.next() + last[word]);
    return before;
  };
  const stepsIn = (length: number): Step[] => Array.from({ length: reserve(body, length).length }, () => ({ label: body.next(), row: row() }));
  return { first: row(), steps: stepsIn(steps), loop: stepsIn(loop) };
}
