import type { Problem } from '../src/cluster/problem';
import { explore } from '../src/prove/explore';
import { findStuck } from '../src/prove/liveness';

/** What the measured process is told. */
export interface Task {
  readonly problem: Problem;
  /** Whether it is also asked whether every run converges. */
  readonly liveness: boolean;
}

/** What it says. */
export interface Told {
  readonly states: number;
  readonly transitions: number;
  readonly frontier: number;
  /** By how many causes a run can get stuck. */
  readonly stuck: number;
  /** The most memory that the process ever had, in bytes. */
  readonly resident: number;
}

const MAX_STATES = 50_000_000;

/** The measured process: node with compiled code, cold, one exploration. */
function main({ problem, liveness }: Task): Told {
  const search = explore(problem, [], { maxStates: MAX_STATES, keepEdges: liveness });
  const stuck = liveness ? findStuck(search).size : 0;
  const { states, transitions, frontier } = search;
  return { states, transitions, frontier, stuck, resident: process.resourceUsage().maxRSS * 1024 };
}

console.log(JSON.stringify(main(JSON.parse(process.argv[2]))));
