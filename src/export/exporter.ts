import type { ExploredProblem } from '../prove/explored-problem';

/** What every exporter is given. */
export interface Exportable extends ExploredProblem {
  /** The tool's version, for the head of what is written. */
  readonly version: string;
  /** The name of the file that is written, without folder and ending: some formats want it inside. */
  readonly name: string;
}

/** The text of the model, and what lies beside it under the same name with another ending. */
export interface Exported {
  readonly text: string;
  readonly beside?: { readonly ending: string; readonly text: string };
}

/**
 * Writes a problem down for another checker. A pure function, and a RequestError where it does not cover what the problem needs: a model
 * that leaves something out would be checked for nothing.
 */
export type Exporter = (exportable: Exportable) => Exported;
