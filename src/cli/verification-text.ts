import { EVERY_COUNT } from '../prove/report';
import { thousands } from '../prove/thousands';
import { counted, wrap } from '../report/layout';
import { harmless, join } from '../report/safe';
import type { Found, Verification, VerifiedClaim } from '../verify';

/** What `verify` prints: each guarantee once for each thing that there is to say of it. */
export function verificationText(file: string, verification: Verification): string {
  const { certificate, claims, otherwise, unclaimed, exitCode } = harmless(verification);
  const { tool, kubernetes, featureGates, faults, sets } = certificate;
  const gates = Object.entries(featureGates).map(([gate, value]) => ` ${gate}=${value}`).join('');
  return join([
    `Certificate ${harmless(file)}`,
    ...wrap(`written by ${tool}, for Kubernetes ${kubernetes}${gates}, ${faults === 0 ? 'no fault' : `at most ${counted(faults, 'fault')}`} in a run`, '  '),
    ...sets.flatMap(({ namespace, name, fields }, set) => [
      '',
      `StatefulSet ${namespace}/${name}`,
      ...wrap(Object.entries(fields).filter(([, value]) => value !== null).map(([field, value]) => `${field}: ${value}`).join(', '), '  '),
      ...linesOf(claims.filter((claim) => claim.set === set), fields.replicas),
    ]),
    '',
    ...wrap(ON_TRUST, ''),
    ...comparison(otherwise),
    ...unclaimed.flatMap((name) => wrap(`Of StatefulSet ${name} nothing is claimed.`, '')),
    '',
    ...wrap(conclusion(claims, exitCode), ''),
  ]);
}

const ON_TRUST = 'Taken as it says: what pods need to become ready, whose names resolve, what a PodDisruptionBudget allows, and where pods and volumes can be; and that fewer replicas, nodes '
  + 'or claims stand for more, also for every replica count.';

function comparison(otherwise: readonly string[] | undefined): string[] {
  if (otherwise === undefined) return wrap('Not compared with any manifests: name them after the file to see whether they are those that it is about.', '');
  if (otherwise.length === 0) return ['The manifests are those that it is about.'];
  return ['The manifests are not those that it is about:', ...otherwise.flatMap((what) => wrap(what, '  '))];
}

const WORDS: { readonly [Each in Found]: string } = { 'verified': 'verified', 'wrong': 'WRONG', 'not verified': 'not verified' };
const WORD_WIDTH = 14;
const VERDICT_WIDTH = 9;
const GUARANTEE_WIDTH = 26;

function linesOf(claims: readonly VerifiedClaim[], replicas: number): string[] {
  const groups = new Map<string, VerifiedClaim[]>();
  for (const claim of claims) {
    const key = JSON.stringify([claim.found, claim.verdict, claim.guarantee, claim.why]);
    groups.set(key, [...groups.get(key) ?? [], claim]);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ found, verdict, guarantee, why }] = group;
    const lead = `  ${WORDS[found].padEnd(WORD_WIDTH)}${verdict.padEnd(VERDICT_WIDTH)}${guarantee.padEnd(GUARANTEE_WIDTH)}`;
    // What is wrong is told of each by its name.
    return found === 'verified' ? wrap(extents(group, replicas), lead) : wrap(`${group.map(({ scenario }) => scenario).join(', ')}: ${why}`, lead);
  });
}

/** What was gone through. The window is no scenario: it stands for all of them with any number of replicas. Of how many replicas a run is, is told where they are fewer. */
function extents(group: readonly VerifiedClaim[], own: number): string {
  const window = group.filter(({ scenario }) => scenario === EVERY_COUNT);
  const scenarios = group.filter((claim) => !window.includes(claim));
  const most = ({ replicas = own }: VerifiedClaim): number => replicas;
  const counts = [...new Set(scenarios.map(most))].sort((a, b) => b - a);
  return [window, ...counts.map((count) => scenarios.filter((claim) => most(claim) === count))].filter(({ length }) => length > 0).map((claims) => {
    const [name, ...more] = new Set(claims.map(({ scenario }) => scenario));
    const extent = counted(claims.reduce((total, claim) => total + claim.extent, 0), claims[0].verdict === 'PROVED' ? 'state' : 'step');
    const of = claims === window || most(claims[0]) === own ? '' : ` of ${most(claims[0])} of ${counted(own, 'replica')}`;
    return `${more.length === 0 ? name : counted(1 + more.length, 'scenario')} (${extent}${of})`;
  }).join(', ');
}

function conclusion(claims: readonly VerifiedClaim[], exitCode: number): string {
  const count = (wanted: Found): string => thousands(claims.filter(({ found }) => found === wanted).length);
  if (exitCode === 0) return `Exit 0: all that it claims is right (${counted(claims.length, 'claim')}).`;
  const of = `of ${counted(claims.length, 'claim')}`;
  if (claims.length === 0 && exitCode === 3) return 'Exit 3: nothing is claimed, so nothing is shown.';
  if (exitCode === 3 && count('not verified') === '0') return `Exit 3: all that it claims is right (${counted(claims.length, 'claim')}), and of some sets it claims nothing.`;
  if (exitCode === 3) return `Exit 3: nothing is wrong, and not all is verified (not verified: ${count('not verified')} ${of}).`;
  if (claims.some(({ found }) => found === 'wrong')) return `Exit 1: the certificate does not hold (wrong: ${count('wrong')} ${of}).`;
  return `Exit 1: the certificate is not about these manifests, and shows nothing of them (verified of others: ${count('verified')} ${of}).`;
}
