import type { Names } from './names';
import type { Problem } from '../../cluster/problem';
import type { Subject } from '../subject';

/** What a run is told about: the set, the problem that it is a run of, and the names of both. */
export interface Scene {
  readonly subject: Subject;
  readonly problem: Problem;
  readonly names: Names;
}

/** A state as its fields: `state(phase(0))`. */
export type Fields = (field: number) => number;

export const slotsOf = ({ problem }: Scene): number[] => Array.from({ length: problem.slots }, (_, slot) => slot);

/** The nodes, where they are part of the state. */
export const nodesOf = ({ problem }: Scene): number[] => problem.nodes ? problem.placement.zones.map((_, node) => node) : [];

export const isBroken = ({ problem }: Scene, template: number): boolean => (problem.brokenTemplates >>> template & 1) === 1;
