/** The step functions and the rows that they work on: one program, so that a broken one can be loaded apart from the sound one. */
export { clear, successorLabels, successorRows, successors } from '../../src/cluster/row';
export { successorsOf, useProblem } from '../../src/cluster/step';
