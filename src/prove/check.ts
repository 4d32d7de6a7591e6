import { isConverged } from './converged';
import { type ExploreOptions, Monitor, Search, explore } from './explore';
import { findStuck } from './liveness';
import { Run, runTo, runToViolation } from './path';
import type { Exploration } from './report';
import * as f from '../cluster/fields';
import type { Problem } from '../cluster/problem';
import { reduced } from '../cluster/reductions';
import { fieldOf } from '../cluster/row';

/** What an exploration says of one problem: everything that verdicts and counterexamples are made from. */
export interface Outcome {
  readonly exploration: Exploration;
  readonly actors: number;
  /** Guarantees that were put to the test. */
  readonly exercised: ReadonlySet<string>;
  /** A shortest run for each guarantee of steps that is violated. */
  readonly violations: ReadonlyMap<string, Run>;
  /** By each cause (causes.ts), a shortest run to where the set cannot become what the spec asks for. */
  readonly stuck: ReadonlyMap<number, Run>;
  /** The stuck set goes on once it is touched or resynced: only nobody wakes the controller. */
  readonly asleep: boolean;
  /** Some run makes all edits and becomes what the spec asks for. */
  readonly completes: boolean;
}

function completes(search: Search): boolean {
  for (let s = search.states - search.frontier - 1; s >= 0; s--) {
    const edit = fieldOf(search.layout, search.rows, s * search.layout.words, f.EDIT);
    if (edit === search.problem.edits.length && isConverged(search, s)) return true;
  }
  return false;
}

/** A search, and where its runs get stuck (liveness.ts): that is only known of a whole graph. */
interface Searched { readonly search: Search; readonly stuck: ReadonlyMap<number, number> }

function searched(problem: Problem, monitors: readonly Monitor[], options: ExploreOptions): Searched {
  const search = explore(problem, monitors, options);
  return { search, stuck: options.keepEdges && search.frontier === 0 ? findStuck(search) : new Map() };
}

/** Graphs of up to so many states are explored as they are, in some tenths of a second: there is little to gain. */
const PLAIN_STATES = 200_000;

/**
 * The plain graph, where it is small or where something is wrong: then people will see its steps. A larger one is reduced first (cluster/reductions.ts), and where all is well
 * in the reduced graph, all is well.
 */
function searchedAtBest(problem: Problem, monitors: readonly Monitor[], options: ExploreOptions): Searched {
  const { maxStates, stop } = options;
  const small = searched(problem, monitors, { ...options, maxStates: Math.min(maxStates, PLAIN_STATES) });
  if (small.search.frontier === 0 || maxStates <= PLAIN_STATES || stop?.()) return small;
  const few = searchedReduced(problem, monitors, options);
  // A refutation says more than a graph without one that was cut.
  if (few !== undefined) return few.search.frontier > 0 && !isWell(small) ? small : few;
  return stop?.() ? small : searched(problem, monitors, options);
}

const isWell = ({ search, stuck }: Searched): boolean => search.violations.every((state) => state < 0) && stuck.size === 0;

/** The reduced graph, if all is well in it. */
function searchedReduced(problem: Problem, monitors: readonly Monitor[], options: ExploreOptions): Searched | undefined {
  const less = reduced(problem, monitors.some(({ starts }) => starts));
  const few = less && searched(less, monitors, options);
  return few && isWell(few) ? few : undefined;
}

export interface CheckOptions {
  readonly maxStates: number;
  /** Whether a large graph may be reduced. @default true */
  readonly reduces?: boolean;
  readonly onProgress?: (states: number) => void;
  readonly stop?: () => boolean;
}

/** Explores a problem and asks everything of it that can be asked. Liveness is only decided by a complete exploration. */
export function check(problem: Problem, monitors: readonly Monitor[], { reduces = true, ...limits }: CheckOptions): Outcome {
  const live = !problem.everyStart;
  const options = { ...limits, keepEdges: live };
  const { search, stuck } = (reduces ? searchedAtBest : searched)(problem, monitors, options);
  const violated = monitors.flatMap((monitor, m): [string, Run][] => (
    search.violations[m] < 0 ? [] : [[monitor.guarantee, runToViolation(search, search.violations[m], monitor)]]));
  const isReduced = search.problem !== problem;
  return {
    exploration: {
      states: search.states,
      transitions: search.transitions,
      depth: search.levels.length - 1,
      frontier: search.frontier,
      ...isReduced ? { reduced: true } : {},
      ...search.full ? { stopped: 'out of memory' } : {},
    },
    actors: search.actors,
    exercised: new Set(monitors.filter((_, m) => search.exercised[m]).map((monitor) => monitor.guarantee)),
    violations: new Map(violated),
    stuck: new Map([...stuck].map(([cause, state]) => [cause, runTo(search, state)])),
    asleep: stuck.size > 0 && problem.workQueue && wakesUp(problem, limits),
    completes: live && completes(search),
  };
}

/** The same problem with a controller that looks without being asked, as the resync makes it every 12 to 24 hours. */
function wakesUp(problem: Problem, limits: Omit<CheckOptions, 'reduces'>): boolean {
  const search = explore({ ...problem, workQueue: false }, [], { ...limits, keepEdges: true });
  return search.frontier === 0 && findStuck(search).size === 0;
}
