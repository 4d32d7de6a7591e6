import { fieldsOf } from './fields';
import { loopOf } from './loop';
import { numbers } from './numbers';
import { progressOf } from './progress';
import { writeStates } from './states';
import type { Problem } from '../../cluster/problem';
import type { Json, WrittenManifests } from '../../manifest/objects';
import type { Answer } from '../answer';
import { explore } from '../explore';
import { GUARANTEES } from '../guarantees';
import type { Report } from '../report';
import { RequestError } from '../request-error';
import type { Subject } from '../subject';
import { thousands } from '../thousands';

/** The version of the format. A checker refuses every other. */
export const CERTIFICATE_VERSION = 1;

/** More states than this, of all proofs of a run together, are not written. */
export const MAX_CERTIFICATE_STATES = 2_000_000;

/** What a certificate is made from: a report, every answer that it was made from, and the manifests. */
export interface Proved {
  readonly report: Report;
  readonly answers: readonly { readonly subject: Subject; readonly answer: Answer }[];
  readonly manifests: WrittenManifests;
  /** How many faults one run might have. */
  readonly faults: number;
}

/**
 * The content of a certificate: one line of JSON, and then states and runs as numbers. It holds what a separate checker needs to see by itself that each
 * answer is right, PROVED or REFUTED; other answers claim nothing. The states are all states of the problem, whatever the answer was found by.
 *
 * Throws a RequestError where there are too many.
 *
 * @param sha256 in hexadecimal digits
 */
export function certificateOf({ report, answers, manifests, faults }: Proved, sha256: (bytes: Uint8Array) => string): Uint8Array {
  const body = numbers();
  const claimed = answers.filter(({ answer: { verdict } }) => verdict === 'PROVED' || verdict === 'REFUTED');
  const sets = [...new Set(claimed.map(({ subject }) => subject))];
  const problems = new Map<string, number>();
  const problemNumber = (problem: Problem): number => numberOf(problems, JSON.stringify(problem));
  const proofs = new Map<number, { problem: number; states: number; progress: boolean }>();
  const runs: { problem: number; steps: number; loop: number }[] = [];
  let states = 0;

  const prove = (problem: Problem): number => {
    const number = problemNumber(problem);
    if (!proofs.has(number)) {
      const search = explore(problem, [], { maxStates: MAX_CERTIFICATE_STATES + 1 - states, keepEdges: !problem.everyStart });
      states += search.states;
      if (search.frontier > 0 || states > MAX_CERTIFICATE_STATES) throw tooLarge();
      const progress = problem.everyStart ? undefined : progressOf(search);
      writeStates(search, progress, body);
      proofs.set(number, { problem: number, states: search.states, progress: progress !== undefined });
    }
    return [...proofs.keys()].indexOf(number);
  };
  const refute = ({ problem, guarantee, run }: Answer): number => {
    const { first, steps } = run!;
    const loop = isEnd(guarantee) ? loopOf(problem, run!) : [];
    let before: Int32Array = new Int32Array(first.length);
    const writeRow = (row: Int32Array): void => {
      row.forEach((word, k) => body.write(word - before[k]));
      before = row;
    };
    writeRow(first);
    for (const { label, row } of [...steps, ...loop]) {
      body.write(label);
      writeRow(row);
    }
    return runs.push({ problem: problemNumber(problem), steps: steps.length, loop: loop.length }) - 1;
  };

  // What is written is written proofs first, as a reader finds them.
  const isProof = ({ answer: { verdict } }: typeof claimed[number]): boolean => verdict === 'PROVED';
  const claims = [...claimed.filter(isProof), ...claimed.filter((each) => !isProof(each))].map(({ subject, answer }) => ({
    set: sets.indexOf(subject),
    guarantee: answer.guarantee,
    scenario: answer.scenario,
    verdict: answer.verdict,
    ...answer.verdict === 'PROVED' ? { proof: prove(answer.problem) } : { run: refute(answer) },
  }));
  const header = {
    tool: `${report.tool.name} ${report.tool.version}`,
    kubernetes: report.kubernetes,
    featureGates: report.featureGates,
    faults,
    objects: digestsOf(manifests, sha256),
    sets: sets.map((subject) => ({ namespace: subject.namespace, name: subject.name, fields: fieldsOf(subject) })),
    problems: [...problems.keys()].map((text): Problem => JSON.parse(text)),
    proofs: [...proofs.values()],
    runs,
    claims,
  };
  return joined(new TextEncoder().encode(`${JSON.stringify(header)}\n`), body.bytes());
}

function numberOf(known: Map<string, number>, key: string): number {
  const number = known.get(key) ?? known.size;
  known.set(key, number);
  return number;
}

const tooLarge = (): RequestError => new RequestError(`the proofs of this run have more than ${thousands(MAX_CERTIFICATE_STATES)} states, and no certificate is larger: `
  + 'name fewer files, or ask for some scenarios only, with --scenario');

/** Guarantees about what runs come to in the end are the ones that watch no steps. */
const isEnd = (id: string): boolean => GUARANTEES.some((guarantee) => guarantee.id === id && guarantee.monitor === undefined);

/**
 * The objects that a proof can go by, each with the digest of its fields as they are written. Objects of other kinds are left out: no proof reads them, and the
 * digest of a Secret would let a password be guessed.
 */
function digestsOf({ others: _, ...modelled }: WrittenManifests, sha256: (bytes: Uint8Array) => string) {
  const digest = (raw: Json): string => sha256(new TextEncoder().encode(canonical(raw)));
  return Object.values(modelled).flat().map(({ kind, namespace, name, raw }) => ({ kind, namespace, name, sha256: digest(raw) }))
    .sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}

const canonical = (value: Json): string => JSON.stringify(value, (_key, item: unknown) => typeof item !== 'object' || item === null || Array.isArray(item) ? item
  : Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1)));

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
