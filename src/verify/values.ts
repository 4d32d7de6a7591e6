import type { Layout } from '../cluster/layout';
import { fieldOf } from '../cluster/row';

/** The values of one row, field by field. */
export type Values = (field: number) => number;

export const valuesAt = (layout: Layout, rows: Int32Array, at: number): Values => (field) => fieldOf(layout, rows, at, field);

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
