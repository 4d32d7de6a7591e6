import { type Digest, digestsOf } from './digests';
import { fieldsOf } from './fields';
import { type Numbers, numbers } from './numbers';
import { progressOf } from './progress';
import { writeRun } from './runs';
import { writeStates } from './states';
import type { Problem } from '../../cluster/problem';
import type { WrittenManifests } from '../../manifest/objects';
import type { Answer } from '../answer';
import { explore } from '../explore';
import type { Report } from '../report';
import { RequestError } from '../request-error';
import type { Subject } from '../subject';
import { thousands } from '../thousands';

/** More states than this, of all proofs of a run together, are not written. */
export const MAX_CERTIFICATE_STATES = 2_000_000;

/** What a certificate is made from: a report, every answer that it was made from, and the manifests. */
export interface Proved {
  readonly report: Pick<Report, 'tool' | 'kubernetes' | 'featureGates'>;
  readonly answers: readonly Told[];
  readonly manifests: WrittenManifests;
  /** How many faults one run might have. */
  readonly faults: number;
}

interface Told { readonly subject: Subject; readonly answer: Answer }

const isProved = ({ answer: { verdict } }: Told): boolean => verdict === 'PROVED';
const isRefuted = ({ answer: { verdict } }: Told): boolean => verdict === 'REFUTED';

/**
 * The content of a certificate: one line of JSON, and then states and runs as numbers. It holds what a separate checker needs to see by itself that each
 * answer is right, PROVED or REFUTED; other answers claim nothing. The states are all states of the problem, whatever the answer was found by.
 *
 * Throws a RequestError where there are too many.
 *
 * @param maxStates a parameter only so that a test need not explore so many
 */
export function certificateOf({ report, answers, manifests, faults }: Proved, sha256: Digest, maxStates = MAX_CERTIFICATE_STATES): Uint8Array {
  const body = numbers();
  // In the order in which a reader finds them.
  const proved = answers.filter(isProved);
  const refuted = answers.filter(isRefuted);
  const claimed = [...proved, ...refuted];
  const sets = unique(claimed.map(({ subject }) => subject));
  const problems = unique(claimed.map(({ answer: { problem } }) => JSON.stringify(problem)));
  const numberOf = ({ answer: { problem } }: Told): number => problems.indexOf(JSON.stringify(problem));
  const explored = unique(proved.map(numberOf));
  const claimOf = ({ subject, answer: { guarantee, scenario, verdict } }: Told) => ({ set: sets.indexOf(subject), guarantee, scenario, verdict });
  const header = {
    tool: `${report.tool.name} ${report.tool.version}`,
    kubernetes: report.kubernetes,
    featureGates: report.featureGates,
    faults,
    objects: digestsOf(manifests, sha256),
    sets: sets.map((subject) => ({ namespace: subject.namespace, name: subject.name, fields: fieldsOf(subject) })),
    problems: problems.map((text): Problem => JSON.parse(text)),
    proofs: writeProofs(explored.map((number) => ({ number, problem: JSON.parse(problems[number]) })), body, maxStates),
    runs: refuted.map((told) => ({ problem: numberOf(told), ...writeRun(told.answer, body) })),
    claims: [
      ...proved.map((told) => ({ ...claimOf(told), proof: explored.indexOf(numberOf(told)) })),
      ...refuted.map((told, run) => ({ ...claimOf(told), run })),
    ],
  };
  return joined(new TextEncoder().encode(`${JSON.stringify(header)}\n`), body.bytes());
}

/** Explores each problem once more, as it is, and writes all of its states; and why runs come to a good end, where they do. */
function writeProofs(problems: readonly { readonly number: number; readonly problem: Problem }[], body: Numbers, maxStates: number) {
  let left = maxStates;
  return problems.map(({ number, problem }) => {
    const search = explore(problem, [], { maxStates: left + 1, keepEdges: !problem.everyStart });
    left -= search.states;
    if (search.frontier > 0 || left < 0) {
      throw new RequestError(`the proofs of this run have more than ${thousands(maxStates)} states, and no certificate is larger: `
        + 'name fewer files, or ask for some scenarios only, with --scenario');
    }
    const progress = problem.everyStart ? undefined : progressOf(search);
    writeStates(search, progress, body);
    return { problem: number, states: search.states, progress: progress !== undefined };
  });
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
