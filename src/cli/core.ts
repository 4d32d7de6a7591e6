import { readManifests } from '../manifest/read';
import { GUARANTEES, prove, readToken, replay, replayToken, REPLAYS, SCENARIOS } from '../prove';
import { EXPLORED_SCENARIOS, exploredProblem } from '../prove/explored-problem';

/** What the commands need of the rooms below. A parameter, so that a test of exit codes needs no proof. */
export interface Core {
  readonly readManifests: typeof readManifests;
  readonly prove: typeof prove;
  readonly replay: typeof replay;
  readonly readToken: typeof readToken;
  readonly replayToken: typeof replayToken;
  readonly exploredProblem: typeof exploredProblem;
  readonly scenarios: readonly { readonly name: string; readonly title: string }[];
  /** Those that can only be replayed. */
  readonly replays: readonly { readonly name: string; readonly title: string }[];
  /** Those whose problem can be exported. */
  readonly exploredScenarios: readonly { readonly name: string; readonly title: string }[];
  readonly guarantees: readonly { readonly id: string; readonly title: string }[];
}

export const CORE: Core = {
  readManifests,
  prove,
  replay,
  readToken,
  replayToken,
  exploredProblem,
  scenarios: SCENARIOS,
  replays: REPLAYS,
  exploredScenarios: EXPLORED_SCENARIOS,
  guarantees: GUARANTEES,
};
