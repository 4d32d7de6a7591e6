import type { Exporter } from './exporter';
import { promela } from './promela';

/** By the option that asks for it. */
export const EXPORTERS = { promela } satisfies { readonly [format: string]: Exporter };
export type Format = keyof typeof EXPORTERS;
