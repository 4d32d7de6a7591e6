import type { Outcome } from './check';
import type { Run } from './path';

/** An outcome as text, exactly: what threads and runs hand to each other. All of it is whole numbers, names and truth values. */
export function outcomeText({ exploration, actors, exercised, violations, stuck, asleep, completes }: Outcome): string {
  return JSON.stringify({
    exploration,
    actors,
    exercised: [...exercised],
    violations: [...violations].map(([id, run]) => [id, numbersOf(run)]),
    stuck: [...stuck].map(([cause, run]) => [cause, numbersOf(run)]),
    asleep,
    completes,
  });
}

export function outcomeIn(text: string): Outcome {
  const { exploration, actors, exercised, violations, stuck, asleep, completes } = JSON.parse(text) as Written;
  return {
    exploration,
    actors,
    exercised: new Set(exercised),
    violations: new Map(violations.map(([id, numbers]) => [id, runOf(numbers)])),
    stuck: new Map(stuck.map(([cause, numbers]) => [cause, runOf(numbers)])),
    asleep,
    completes,
  };
}

interface Written extends Pick<Outcome, 'exploration' | 'actors' | 'asleep' | 'completes'> {
  readonly exercised: readonly string[];
  readonly violations: readonly (readonly [string, Numbers])[];
  readonly stuck: readonly (readonly [number, Numbers])[];
}

/** The first row, and each step's label with its row. */
interface Numbers {
  readonly first: readonly number[];
  readonly steps: readonly (readonly [number, readonly number[]])[];
}

const numbersOf = ({ first, steps }: Run): Numbers => ({ first: [...first], steps: steps.map(({ label, row }) => [label, [...row]]) });

const runOf = ({ first, steps }: Numbers): Run => ({
  first: Int32Array.from(first),
  steps: steps.map(([label, row]) => ({ label, row: Int32Array.from(row) })),
});
