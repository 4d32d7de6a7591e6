import type { Exportable, Exported } from '../exporter';
import { refuse, type Uncovered } from '../refuse';

const UNCOVERED: readonly Uncovered[] = [
  [({ nodes }) => nodes, 'nodes are part of the state of this scenario'],
];

/** A Promela model for SPIN. */
export function promela({ problem, title, version }: Exportable): Exported {
  refuse('Promela', problem, UNCOVERED);
  return { text: `/* ${title}, by cdk8s-stateful ${version} */\n` };
}
