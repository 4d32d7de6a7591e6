/*
 * What exploring does by the million, in WebAssembly: taking steps that were learned (src/cluster/learned.ts) and finding states again (src/prove/explore.ts). It knows
 * no Kubernetes: what a step is comes from the step functions in src/cluster, as trees in its memory.
 *
 * This folder is AssemblyScript. `npm run kernel` compiles it into src/cluster/kernel-code.ts, and a test demands that the two agree.
 */
export * from './memory';
export { ASKS, DONE, FULL, keepActors, step } from './steps';
export { MOST_STATES, fillTable, insert, keepEdges, move } from './states';
