import { readManifests } from '../src/manifest/read';
import { prove } from '../src/prove';
import type { Report, SetReport } from '../src/prove/report';

export interface File {
  readonly path: string;
  readonly text: string;
}

/** Proves files of YAML together, as `cdk8s-stateful prove` does. Sets of one shape are explored once. */
export function proofOf(files: readonly File[]): Report {
  const encoder = new TextEncoder();
  const report = prove({ ...readManifests(files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) }))), files: files.length });
  const wrong = report.diagnostics.find(({ severity }) => severity === 'error');
  if (wrong) throw new Error(`${wrong.where?.file ?? 'the examples'}: ${wrong.message}`);
  return report;
}

/**
 * The rules that are refuted with this severity, but for limits that no manifest of this kind avoids. Where an example is about one of those, it
 * says so.
 */
export function refutedRules(sets: readonly SetReport[], severity: 'error' | 'limit' | 'question' | 'warning', told: readonly string[] = []): string[] {
  const refuted = sets.flatMap((set) => set.cells)
    .filter((cell) => cell.verdict === 'REFUTED' && cell.severity === severity && (!cell.everySet || told.includes(cell.guarantee))).map((cell) => cell.guarantee);
  const remarks = sets.flatMap((set) => set.diagnostics).filter((diagnostic) => diagnostic.severity === severity).map((diagnostic) => diagnostic.rule);
  return [...new Set([...refuted, ...remarks])];
}

/** How many states the answers for these sets rest on. One exploration answers many guarantees, and all sets of one shape: it counts once. */
export function statesOf(sets: readonly SetReport[]): number {
  const explorations = sets.flatMap((set) => set.cells).flatMap(({ scenario, exploration }): [string, number][] =>
    exploration === undefined ? [] : [[[scenario, exploration.states, exploration.transitions, exploration.depth].join(), exploration.states]]);
  return [...new Map(explorations).values()].reduce((sum, states) => sum + states, 0);
}
