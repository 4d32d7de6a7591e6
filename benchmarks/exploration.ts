import type { Problem } from '../src/cluster/problem';
import { explore } from '../src/prove/explore';
import { findStuck } from '../src/prove/liveness';

/** What the measured process is told. */
export interface Task {
  readonly problem: Problem;
  /** Whether it is also asked whether every run converges. */
  readonly liveness: boolean;
  /** Whether to ask what the search holds (needs `node --expose-gc`), which takes time. */
  readonly memory: boolean;
}

/** What it says. */
export interface Told {
  readonly states: number;
  readonly transitions: number;
  readonly frontier: number;
  /** By how many causes a run can get stuck. */
  readonly stuck: number;
  /** The most bytes of typed arrays that the search held, beyond those that it found there. */
  readonly held: number;
  /** The most memory that the process ever had, in bytes. */
  readonly resident: number;
}

const MAX_STATES = 50_000_000;

/** The measured process: node with compiled code, cold, one exploration. */
function main({ problem, liveness, memory }: Task): Told {
  const before = process.memoryUsage().arrayBuffers;
  let held = 0;
  const weigh = () => {
    if (!memory || process.memoryUsage().arrayBuffers - before <= held) return false;
    // What was outgrown is not held any more. What the first collection finds is given back by the second.
    globalThis.gc!();
    globalThis.gc!();
    held = Math.max(held, process.memoryUsage().arrayBuffers - before);
    return false;
  };
  const search = explore(problem, [], { maxStates: MAX_STATES, keepEdges: liveness, ...memory ? { stop: weigh } : {} });
  const stuck = liveness ? findStuck(search).size : 0;
  const { states, transitions, frontier } = search;
  return { states, transitions, frontier, stuck, held, resident: process.resourceUsage().maxRSS * 1024 };
}

console.log(JSON.stringify(main(JSON.parse(process.argv[2]))));
