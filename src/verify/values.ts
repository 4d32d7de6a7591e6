import type { Layout } from '../cluster/layout';
import { fieldOf } from '../cluster/row';

/** The values of one row, field by field. */
export type Values = (field: number) => number;

export interface Window {
  readonly values: Values;
  /** Makes `values` speak of the row that begins there. */
  readonly move: (rows: Int32Array, at: number) => void;
}

export function windowOf(layout: Layout): Window {
  let rows: Int32Array = new Int32Array(0);
  let at = 0;
  return {
    values: (field) => fieldOf(layout, rows, at, field),
    move: (to, offset) => { rows = to; at = offset; },
  };
}

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
