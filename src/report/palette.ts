/** How a text is coloured: who prints to a terminal passes functions that add escape codes, everybody else passes nothing. */
export interface Palette {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  /** For what is neither proved nor a mistake: limits, questions, bounded and vacuous answers. */
  readonly doubtful: (text: string) => string;
}

const identity = (text: string) => text;

export const PLAIN: Palette = { strong: identity, faint: identity, good: identity, bad: identity, doubtful: identity };
