import { objectionTo } from './behaviour';
import { BrokenCertificate } from './broken';
import { type Certificate, type Claim, type States, readCertificate } from './certificate';
import { type Shown, shownBy } from './closure';
import { ENDS } from './ends';
import { differences } from './expected';
import { type Digest, otherFields, otherObjects } from './manifests';
import { PROPERTIES } from './properties';
import { versionIn } from '../kubernetes/version';
import type { WrittenManifests } from '../manifest/objects';

export { BrokenCertificate };
export { CERTIFICATE_VERSION } from './certificate';

/** What came of a claim: it was seen to be right, seen not to be, or this checker does not know how to see it. */
export type Found = 'verified' | 'wrong' | 'not verified';

export interface VerifiedClaim extends Claim {
  readonly found: Found;
  /** Why it is not verified. */
  readonly why?: string;
  /** How many states its proof has, or how many steps its run. */
  readonly extent: number;
}

export interface Verification {
  readonly certificate: Certificate;
  readonly claims: readonly VerifiedClaim[];
  /** What is not as the certificate says, in the manifests given. Absent where none were. */
  readonly otherwise?: readonly string[];
  /** The StatefulSets that it is about and claims nothing of: those of another shard, say, or of which no question was answered. */
  readonly unclaimed: readonly string[];
  /** 0 all of it is right, 1 something is wrong, 3 something is not verified, or nothing is claimed of a set. */
  readonly exitCode: number;
}

type Judged = Pick<VerifiedClaim, 'found' | 'why'>;
const VERIFIED: Judged = { found: 'verified' };
const wrong = (why: string): Judged => ({ found: 'wrong', why });
const unknown = (why: string): Judged => ({ found: 'not verified', why });

const isKnown = ({ guarantee }: Claim): boolean => PROPERTIES.has(guarantee) || ENDS.has(guarantee);

function provedBy(shown: Shown, { ranks }: States, { guarantee }: Claim): Judged {
  if (shown.wrong !== undefined) return wrong(shown.wrong);
  if (PROPERTIES.has(guarantee)) {
    if (shown.broken.has(guarantee)) return wrong('a step breaks it');
    return shown.tested.has(guarantee) ? VERIFIED : wrong('no step puts it to the test');
  }
  if (ranks === undefined) return unknown('it does not show that runs come to a good end');
  if (shown.noProgress !== undefined) return wrong(shown.noProgress);
  return shown.completes ? VERIFIED : wrong('no run comes to a good end');
}

/**
 * Checks a certificate by itself: that each problem is what its manifest and its scenario make of it, that the states of a proof are all that can be reached and none
 * breaks what is claimed, and that each run that refutes something is one of the model. It knows nothing of how the answers were found.
 *
 * @param manifests those that it is to be about, if they are at hand
 * @throws BrokenCertificate for what is no certificate
 */
export function verify(content: Uint8Array, sha256: Digest, manifests?: WrittenManifests): Verification {
  const certificate = readCertificate(content);
  if (versionIn(certificate.kubernetes) === undefined) throw new BrokenCertificate(`it is about Kubernetes ${certificate.kubernetes}, which is not known`);
  const problemOf = ({ proof, run }: Claim): number | undefined =>
    proof !== undefined ? certificate.proofs[proof].problem : run !== undefined ? certificate.runs[run].problem : undefined;

  /** What is wrong with a claim before its states are looked at. */
  const objection = (claim: Claim): Judged | undefined => {
    const number = problemOf(claim);
    if (number === undefined || (claim.verdict === 'PROVED') !== (claim.proof !== undefined) || (claim.verdict === 'REFUTED') !== (claim.run !== undefined)) return wrong(`nothing is there to show that it is ${claim.verdict}`);
    if (!isKnown(claim)) return unknown('this checker does not know the guarantee');
    const differing = differences(certificate, claim, certificate.problems[number]);
    if (differing === undefined) return unknown('this checker does not know the scenario');
    return differing.length === 0 ? undefined : wrong(`its problem is not that of the manifest in this scenario: ${differing.join(', ')}`);
  };
  const objections = certificate.claims.map(objection);

  const shown = certificate.proofs.map(({ problem }, proof) => {
    const claims = certificate.claims.filter((claim, number) => claim.proof === proof && objections[number] === undefined);
    const properties = [...new Set(claims.map(({ guarantee }) => guarantee))].filter((id) => PROPERTIES.has(id));
    return claims.length === 0 ? undefined : shownBy(certificate.problems[problem], certificate.states[proof], properties);
  });
  const judge = (claim: Claim, number: number): Judged => {
    const judged = objections[number];
    if (judged !== undefined) return judged;
    if (claim.proof !== undefined) return provedBy(shown[claim.proof]!, certificate.states[claim.proof], claim);
    const flaw = objectionTo(certificate.problems[certificate.runs[claim.run!].problem], certificate.behaviours[claim.run!], claim.guarantee);
    return flaw === undefined ? VERIFIED : wrong(flaw);
  };
  const claims = certificate.claims.map((claim, number): VerifiedClaim => ({
    ...claim,
    ...judge(claim, number),
    extent: claim.proof !== undefined ? certificate.proofs[claim.proof].states : claim.run !== undefined ? certificate.runs[claim.run].steps : 0,
  }));
  const otherwise = manifests === undefined ? undefined : [...otherObjects(certificate, manifests, sha256), ...otherFields(certificate, manifests)];
  const unclaimed = unclaimedSets(certificate);
  return { certificate, claims, unclaimed, ...otherwise === undefined ? {} : { otherwise }, exitCode: exitCodeOf(claims, otherwise ?? [], unclaimed) };
}

/** Who hears that all claims are right must not think that they are about sets of which there are none. */
function unclaimedSets({ objects, sets, claims }: Certificate): string[] {
  const claimed = new Set(claims.map(({ set }) => `${sets[set].namespace}/${sets[set].name}`));
  return objects.filter(({ kind }) => kind === 'StatefulSet').map(({ namespace, name }) => `${namespace}/${name}`).filter((name) => !claimed.has(name));
}

function exitCodeOf(claims: readonly VerifiedClaim[], otherwise: readonly string[], unclaimed: readonly string[]): number {
  if (otherwise.length > 0 || claims.some(({ found }) => found === 'wrong')) return 1;
  return claims.length === 0 || unclaimed.length > 0 || claims.some(({ found }) => found === 'not verified') ? 3 : 0;
}
