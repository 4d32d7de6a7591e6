import type { Exporter } from './exporter';
import { promela } from './promela';
import { smt } from './smt';
import { tla } from './tla';

/** By the option that asks for it. */
export const EXPORTERS = { promela, smt, tla } satisfies { readonly [format: string]: Exporter };
export type Format = keyof typeof EXPORTERS;
