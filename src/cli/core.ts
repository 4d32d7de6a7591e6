import type { readManifests } from '../manifest/read';
import type { ProveInput, ProveOptions, ReplayOptions } from '../prove';
import type { Report } from '../prove/report';
import type { Timeline } from '../prove/timeline';

/** What the commands need of the rooms below. A parameter, so that a test of exit codes needs no proof. */
export interface Core {
  readonly readManifests: typeof readManifests;
  readonly prove: (input: ProveInput, options?: ProveOptions) => Report;
  readonly replay: (input: ProveInput, options: ReplayOptions) => Timeline;
  readonly scenarios: readonly { readonly name: string; readonly title: string }[];
  readonly guarantees: readonly { readonly id: string; readonly title: string }[];
}
