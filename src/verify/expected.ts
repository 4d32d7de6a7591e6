import type { Claim, Header, SetFields } from './certificate';
import { SCENARIOS, type Undisturbed } from './scenarios';
import type { Problem } from '../cluster/problem';
import { PLAIN } from '../cluster/reductions';
import { defaultGates } from '../kubernetes/gates';
import { isSince, versionIn } from '../kubernetes/version';

/** What tells versions of Kubernetes apart (CHANGELOG-1.34 to 1.36; the sources are named in src/cluster/profile.ts). */
function versionSwitches({ kubernetes, featureGates }: Header) {
  const version = versionIn(kubernetes)!;
  const gates = { ...defaultGates(version), ...featureGates };
  return {
    healthIsAvailability: isSince(version, 34),
    deleteOfMissingPodIsDone: isSince(version, 36),
    waitsForOwnWrites: isSince(version, 36) && gates.StaleControllerConsistencyStatefulSet === true,
    collectorChecksVersion: isSince(version, 34),
    honorsMaxUnavailable: gates.MaxUnavailableStatefulSet === true,
  };
}

/** What the manifest's fields come to, in a problem where nothing is done to a set with so many replicas. */
function undisturbed(header: Header, set: SetFields, replicas: number): Undisturbed {
  const { honorsMaxUnavailable, ...switches } = versionSwitches(header);
  const deletes = (policy: string | null): boolean => policy === 'Delete' && set.claimTemplates > 0;
  const written = set.maxUnavailable ?? 1;
  return {
    ...switches,
    slots: replicas,
    replicas,
    peers: replicas,
    claims: Math.min(1, set.claimTemplates),
    parallel: set.podManagementPolicy === 'Parallel',
    onDelete: set.updateStrategy === 'OnDelete',
    noRollingUpdateBlock: set.updateStrategy !== 'OnDelete' && set.partition === null,
    partition: set.partition ?? 0,
    minReady: set.minReadySeconds > 0,
    whenScaledDelete: deletes(set.whenScaled),
    whenDeletedDelete: deletes(set.whenDeleted),
    noGracePeriod: set.terminationGracePeriodSeconds === 0,
    maxUnavailable: honorsMaxUnavailable ? Number.parseInt(String(written), 10) : 0,
    maxUnavailableIsPercent: honorsMaxUnavailable && typeof written === 'string',
    workQueue: deletes(set.whenScaled),
    leftovers: true,
    settled: true,
    faults: header.faults,
    templates: 1,
    brokenTemplates: 0,
    edits: [],
    freeEdits: false,
    freeCompletion: false,
    nodeFaults: false,
    staleCaches: false,
    everyStart: false,
    revisionHistoryLimit: 10,
    nodes: false,
    onlyPlacing: false,
    autoscalesFrom: 0,
    autoscalesTo: 0,
    revisions: false,
    reductions: PLAIN,
  };
}

/** A run with fewer faults than were allowed is one of those that were. Any number is -1. */
const asFew = (verdict: Claim['verdict'], allowed: number, faults: number): number =>
  verdict === 'REFUTED' && faults >= 0 && (allowed < 0 || faults <= allowed) ? faults : allowed;

/** What goes wrong with fewer replicas goes wrong with the same manifest, scaled: a run of it is one, and says of how many. What never goes wrong with fewer proves nothing. */
const asSmall = (verdict: Claim['verdict'], own: number, replicas: number): number => verdict === 'REFUTED' && replicas >= 1 && replicas < own ? replicas : own;

/** The fields in which a problem is not what manifest and scenario make of it: of several possibilities, of the nearest. Nothing where the scenario is not known. */
export function differences(header: Header, { set, scenario, verdict }: Claim, problem: Problem): string[] | undefined {
  const { fields } = header.sets[set];
  const known = SCENARIOS.get(scenario);
  if (known === undefined) return undefined;
  const own = (replicas: number): readonly number[] => [replicas];
  const counts = [fields.replicas, asSmall(verdict, fields.replicas, problem.replicas)].flatMap(known.replicas ?? own);
  const possible = counts.map((replicas) => undisturbed(header, fields, replicas))
    .flatMap((base) => known.differs(base, fields, verdict).map((differs): Undisturbed => ({ ...base, ...differs })));
  const found = possible.map((expected) => {
    // A partition beyond the last ordinal keeps all. That is asked of the replicas that a smaller set begins with: where it then grows, it has one template only.
    const beyond = expected.replicas < fields.replicas ? expected.replicas : expected.slots;
    const wanted = { ...expected, faults: asFew(verdict, expected.faults, problem.faults), partition: Math.min(expected.partition, beyond) };
    return (Object.keys(wanted) as (keyof Undisturbed)[]).filter((field) => JSON.stringify(problem[field]) !== JSON.stringify(wanted[field]));
  });
  return found.sort((a, b) => a.length - b.length)[0] ?? ['replicas'];
}
