import type { Exporter } from './exporter';
import { promela } from './promela';
import { tla } from './tla';

/** By the option that asks for it. */
export const EXPORTERS = { promela, tla } satisfies { readonly [format: string]: Exporter };
export type Format = keyof typeof EXPORTERS;
