import { objectionTo } from './behaviour';
import { type Certificate, type Claim, type States, readCertificate } from './certificate';
import { type Shown, shownBy } from './closure';
import { ENDS } from './ends';
import { differences } from './expected';
import { type Digest, otherFields, otherObjects } from './manifests';
import { PROPERTIES } from './properties';
import { BrokenCertificate } from './shape';
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
  /** Of how many replicas its run is, where they are fewer than the set has. */
  readonly replicas?: number;
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

/** What is to show that a claim is right, and nothing else: its proof, or its run. */
function evidenceOf({ proofs, runs }: Certificate, { verdict, proof, run }: Claim): { readonly problem: number; readonly extent: number } | undefined {
  if (verdict === 'PROVED') return proof === undefined || run !== undefined ? undefined : { ...proofs[proof], extent: proofs[proof].states };
  return run === undefined || proof !== undefined ? undefined : { ...runs[run], extent: runs[run].steps };
}

/** A run of fewer replicas than the set has is one of the set when it is scaled to them: that must be said. */
function fewerReplicas({ problems, runs, sets }: Certificate, { set, run }: Claim): Pick<VerifiedClaim, 'replicas'> {
  if (run === undefined) return {};
  const { replicas } = problems[runs[run].problem];
  return replicas < sets[set].fields.replicas ? { replicas } : {};
}

/** What is wrong with a claim before its states are looked at. */
function objectionBefore(certificate: Certificate, claim: Claim): Judged | undefined {
  const evidence = evidenceOf(certificate, claim);
  if (evidence === undefined) return wrong(`nothing is there to show that it is ${claim.verdict}`);
  if (!PROPERTIES.has(claim.guarantee) && !ENDS.has(claim.guarantee)) return unknown('this checker does not know the guarantee');
  const differing = differences(certificate, claim, certificate.problems[evidence.problem]);
  if (differing === undefined) return unknown('this checker does not know the scenario');
  return differing.length === 0 ? undefined : wrong(`its problem is not that of the manifest in this scenario: ${differing.join(', ')}`);
}

function refutedBy({ problems, runs, behaviours }: Certificate, run: number, { guarantee }: Claim): Judged {
  const flaw = objectionTo(problems[runs[run].problem], behaviours[run], guarantee);
  return flaw === undefined ? VERIFIED : wrong(flaw);
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
  const objections = certificate.claims.map((claim) => objectionBefore(certificate, claim));
  // Each proof is gone through once, for all that is claimed by it.
  const shown = certificate.proofs.map(({ problem }, proof) => {
    const claimed = certificate.claims.filter((claim, number) => claim.proof === proof && objections[number] === undefined);
    const properties = new Set(claimed.map(({ guarantee }) => guarantee).filter((id) => PROPERTIES.has(id)));
    return claimed.length === 0 ? undefined : shownBy(certificate.problems[problem], certificate.states[proof], properties);
  });
  const judge = (claim: Claim): Judged =>
    claim.proof === undefined ? refutedBy(certificate, claim.run!, claim) : provedBy(shown[claim.proof]!, certificate.states[claim.proof], claim);
  const claims = certificate.claims.map((claim, number): VerifiedClaim => ({
    ...claim,
    ...objections[number] ?? judge(claim),
    extent: evidenceOf(certificate, claim)?.extent ?? 0,
    ...fewerReplicas(certificate, claim),
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
