import { IMMUTABLE_FIELDS, refusedChange } from './refused-change';
import type { Command } from './replay';
import { needsPods, needsRollingUpdate } from './scenarios';
import type { Subject } from './subject';
import type { Traits } from './traits';
import { AUTOSCALER, NODE_RETURNED } from '../cluster/label';
import { CASCADE_ORPHAN, EDIT_CREATE_SET, EDIT_DELETE_POD, EDIT_DELETE_SET, EDIT_REPLICAS, EDIT_TEMPLATE } from '../cluster/problem';
import type { Problem } from '../cluster/problem';

/** A story that only a replay tells: one on a quiet day, in an order of its own, about what the API server refuses, or about an image that stays broken. */
export interface Replay {
  readonly name: string;
  readonly title: string;
  readonly excludes?: (subject: Subject) => string | undefined;
  readonly change: (set: Traits) => Partial<Problem>;
  readonly commands: (subject: Subject) => readonly Command[];
}

const edit = (kind: number, argument = 0): Command => ({ kind: 'edit', edit: { kind, argument } });

const step = (actor: number, object: number): Command => ({ kind: 'step', actor, object });

/** The edits of a scenario as a user would make them on a quiet day, and what else happens then. Where the prover chooses any object, a replay takes the first. */
export function commandsOf(scenario: string, { edits, autoscalesFrom, autoscalesTo }: Problem): Command[] {
  return [
    ...edits.map(({ kind, argument }) => edit(kind, argument)),
    ...autoscalesTo > 0 ? [step(AUTOSCALER, autoscalesTo), step(AUTOSCALER, autoscalesFrom)] : [],
    ...scenario === 'node-lost' ? [step(NODE_RETURNED, 0)] : [],
  ];
}

export const REPLAYS: readonly Replay[] = [
  {
    name: 'delete-set',
    title: 'the set is deleted, and made again',
    excludes: needsPods,
    change: () => ({}),
    commands: () => [edit(EDIT_DELETE_SET), edit(EDIT_CREATE_SET)],
  },
  {
    name: 'scale-to-zero-and-delete',
    title: 'the set is scaled to zero, which ends its pods in order, and then deleted',
    excludes: needsPods,
    change: () => ({}),
    commands: () => [edit(EDIT_REPLICAS), edit(EDIT_DELETE_SET)],
  },
  {
    name: 'immutable-fields',
    title: 'what cannot be changed is tried; instead the set is deleted without its pods, and made again',
    change: () => ({}),
    commands: (subject) => [
      ...IMMUTABLE_FIELDS.map((field) => refusedChange(subject, field)).filter((change) => change !== undefined).map((change): Command => ({ kind: 'refused', change })),
      edit(EDIT_DELETE_SET, CASCADE_ORPHAN),
      edit(EDIT_CREATE_SET),
    ],
  },
  {
    name: 'failed-update',
    title: 'an image that cannot be pulled is rolled out, and pods are deleted by hand: a new one, and an old one',
    excludes: needsRollingUpdate,
    change: () => ({ templates: 2, brokenTemplates: 0b10 }),
    commands: ({ replicas }) => [edit(EDIT_TEMPLATE, 1), edit(EDIT_DELETE_POD, replicas - 1), ...replicas > 1 ? [edit(EDIT_DELETE_POD, 0)] : []],
  },
];
