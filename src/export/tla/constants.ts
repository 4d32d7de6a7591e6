import type { Problem } from '../../cluster/problem';
import * as p from '../../cluster/problem';

const READINESS = ['self', 'ordinal 0', 'predecessor', 'majority', 'peers'];
const NAMES = ['published', 'when ready', 'never'];

const EDITS: { readonly [kind: number]: string } = {
  [p.EDIT_REPLICAS]: 'replicas',
  [p.EDIT_TEMPLATE]: 'template',
  [p.EDIT_PARTITION]: 'partition',
  [p.EDIT_ON_DELETE]: 'OnDelete',
  [p.EDIT_WHEN_SCALED]: 'whenScaled',
  [p.EDIT_WHEN_DELETED]: 'whenDeleted',
  [p.EDIT_DELETE_POD]: 'delete pod',
  [p.EDIT_DELETE_ANY_POD]: 'delete any pod',
  [p.EDIT_DELETE_ALL_PODS]: 'delete all pods',
  [p.EDIT_DELETE_ANY_CLAIM]: 'delete any claim',
};

/** How the module calls an edit. Kinds without a name are refused. */
export const nameOfEdit = (kind: number): string | undefined => EDITS[kind];

const bool = (value: boolean): string => value ? 'TRUE' : 'FALSE';
const text = (value: string): string => `"${value}"`;
const sequence = (values: readonly string[]): string => values.length < 2 ? `<<${values.join('')}>>` : `<<\n  ${values.join(',\n  ')}>>`;

function brokenTemplates({ templates, brokenTemplates: broken }: Problem): string {
  return `{${Array.from({ length: templates }, (_, t) => t).filter((t) => Math.floor(broken / 2 ** t) % 2 === 1).join(', ')}}`;
}

/** Each with its value and what it means. */
const constantsOf = (problem: Problem): readonly (readonly [name: string, value: string, meaning: string])[] => [
  ['Slots', String(problem.slots), 'the most replicas that are ever asked for'],
  ['Ordinals', '0 .. Slots - 1', ''],
  ['HasClaims', bool(problem.claims > 0), 'whether there are volumeClaimTemplates: one claim of an ordinal stands for all'],
  ['Parallel', bool(problem.parallel), 'podManagementPolicy; else OrderedReady'],
  ['OnDelete', bool(problem.onDelete), 'updateStrategy.type in the beginning; else RollingUpdate'],
  ['NoRollingUpdateBlock', bool(problem.noRollingUpdateBlock), 'RollingUpdate without a rollingUpdate block is not the same as with partition 0'],
  ['MinReady', bool(problem.minReady), 'minReadySeconds is above 0'],
  ['NoGracePeriod', bool(problem.noGracePeriod), 'terminationGracePeriodSeconds is 0: every delete is a force delete'],
  ['WhenScaledDelete', bool(problem.whenScaledDelete), 'persistentVolumeClaimRetentionPolicy in the beginning; else Retain'],
  ['WhenDeletedDelete', bool(problem.whenDeletedDelete), ''],
  ...problem.maxUnavailable === 0 ? [] : [
    ['MaxUnavailable', String(problem.maxUnavailable), 'updateStrategy.rollingUpdate.maxUnavailable'] as const,
    ['MaxUnavailableIsPercent', bool(problem.maxUnavailableIsPercent), ''] as const,
  ],
  ['Revisions', `0 .. ${problem.templates - 1}`, 'each template is one revision; 0 is the first'],
  ['Broken', brokenTemplates(problem), 'the templates whose pods cannot start'],
  ['Readiness', text(READINESS[problem.readiness]), 'what a pod needs of others to become ready'],
  ['Peers', String(problem.peers), 'of how many a majority is counted'],
  ['Names', text(NAMES[problem.names]), 'which names of pods resolve'],
  ['HealthIsAvailability', bool(problem.healthIsAvailability), 'Kubernetes 1.34 and later'],
  ['DeleteOfMissingPodIsDone', bool(problem.deleteOfMissingPodIsDone), 'Kubernetes 1.36 and later'],
  ['Settled', bool(problem.settled), 'in the beginning all pods are ready; else nothing exists yet'],
  ['InitialReplicas', problem.everyStart ? '0 .. Slots' : `{${problem.replicas}}`, ''],
  ['InitialPartitions', problem.everyStart ? '0 .. Slots' : `{${problem.partition}}`, ''],
  ['WorkQueue', bool(problem.workQueue), 'whether a set that is not queued has to wait; else the controller looks at any time'],
  ['Leftovers', bool(problem.leftovers), 'whether processes that outlive their pod are told apart'],
  ['AnyFaults', bool(problem.faults < 0), 'faults never run out'],
  ['Faults', String(problem.faults < 0 ? 1 : problem.faults), 'else so many may happen'],
  ['Edits', sequence(problem.edits.map(({ kind, argument }) => `[kind |-> ${text(EDITS[kind])}, argument |-> ${argument}]`)), 'the script of the user'],
];

/** Everything that tells this problem from others. */
export function constants(problem: Problem): string {
  const rows = constantsOf(problem).map(([name, value, meaning]) => [`${name} == ${value}`, meaning] as const);
  const width = Math.max(...rows.map(([definition]) => definition.length).filter((length) => length < 40));
  const lines = rows.map(([definition, meaning]) => meaning === '' ? definition : `${definition.padEnd(width)}  \\* ${meaning}`);
  return `\n-----------------------------------------------------------------------------\n\\* THE PROBLEM.\n\n${lines.join('\n')}\n`;
}
