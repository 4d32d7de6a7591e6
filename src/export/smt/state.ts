import { and, equal, type Expression } from './expression';
import { hasOwners, type Kind } from './kind';

/** One variable of the state: of each ordinal, or of the set. */
export interface Variable {
  readonly name: string;
  readonly of: 'pod' | 'claim' | 'history' | 'spec' | 'set';
  readonly sort: string;
  readonly comment: string;
}

const variable = (of: Variable['of'], name: string, sort: string, comment: string): Variable => ({ name, of, sort, comment });

/** The state of one set of this kind. What a kind does not have is not written. */
export const variablesOf = (kind: Kind): readonly Variable[] => [
  variable('pod', 'phase', 'Phase', 'the place of the ordinal\'s pod in its life'),
  variable('pod', 'ready', 'Bool', 'the Ready condition'),
  ...kind.minReady ? [variable('pod', 'available', 'Bool', 'ready for minReadySeconds')] : [],
  variable('pod', 'deleting', 'Bool', 'metadata.deletionTimestamp is set'),
  variable('pod', 'revision', 'Revision', 'the template that the pod was made from; of an absent pod it says nothing'),
  ...kind.claims ? [
    variable('claim', 'claim', 'Claim', 'the ordinal\'s claim: one stands for all, they are made, owned and deleted together'),
    variable('claim', 'data', 'Bool', 'the ordinal\'s process has written to the volume'),
  ] : [],
  ...hasOwners(kind) ? [
    variable('claim', 'owner', 'Owner', 'whom the claim\'s owner reference names'),
    variable('claim', 'claim-deleting', 'Bool', 'the claim has a deletionTimestamp'),
  ] : [],
  variable('history', 'disrupted', 'Bool', 'only kept for a proof: the update loop deleted the ordinal\'s pod, and it has not been available since'),
  variable('spec', 'wanted', 'Bool', 'spec.replicas: the ordinals below it'),
  variable('spec', 'below-partition', 'Bool', 'spec.updateStrategy.rollingUpdate.partition: the ordinals below it'),
  variable('set', 'update-revision', 'Revision', 'the revision of the template in the spec'),
  variable('set', 'current-revision', 'Revision', 'status.currentRevision'),
];

export const isOfOrdinal = ({ of }: Variable): boolean => of !== 'set';
/** The name of a variable, or of a definition, of the state after the step. */
export const next = (name: string): string => `next-${name}`;

export const read = (variable_: Variable, x: string): Expression => isOfOrdinal(variable_) ? [variable_.name, x] : variable_.name;
const readNext = (variable_: Variable, x: string): Expression => isOfOrdinal(variable_) ? [next(variable_.name), x] : next(variable_.name);

/** That these variables stay as they are. */
export const stays = (variables: readonly Variable[], x: string): Expression =>
  and(...variables.map((each) => equal(readNext(each, x), read(each, x))));

const SORTS = `(declare-sort Ordinal 0)
(declare-sort Revision 0) ; revisions are only compared
(declare-datatypes ((Phase 0)) (((Absent) (Pending) (Scheduled) (Running) (Failed))))`;

export const sortsOf = (kind: Kind): string => [
  SORTS,
  ...kind.claims ? ['(declare-datatypes ((Claim 0)) (((NoClaim) (Unbound) (Bound))))'] : [],
  ...hasOwners(kind) ? ['(declare-datatypes ((Owner 0)) (((Nobody) (TheSet) (ThePod) (GonePod))))'] : [],
].join('\n');

export const ORDER = `(declare-fun below (Ordinal Ordinal) Bool)
(assert (forall ((x Ordinal)) (not (below x x))))
(assert (forall ((x Ordinal) (y Ordinal) (z Ordinal)) (=> (and (below x y) (below y z)) (below x z))))
(assert (forall ((x Ordinal) (y Ordinal)) (or (= x y) (below x y) (below y x))))`;

/** The declarations of the state before and after a step. */
export function declarationsOf(variables: readonly Variable[]): string {
  const declare = (each: Variable, name: string) => `(declare-fun ${name} (${isOfOrdinal(each) ? 'Ordinal' : ''}) ${each.sort})`;
  return variables.flatMap((each) => [`; ${each.comment}`, declare(each, each.name), declare(each, next(each.name))]).join('\n');
}
