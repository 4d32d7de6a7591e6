/** Why a document cannot be read, and where. Thrown only inside this folder: what leaves it is a Diagnostic. */
export interface Problem {
  /** The last part of the rule's id: `manifest/<name>`. */
  readonly name: 'syntax' | 'limit' | 'alias' | 'tag' | 'key' | 'merge' | 'number';
  readonly message: string;
  readonly offset: number;
  readonly advice?: string;
}

const MARK = Symbol('problem');

/** An error to throw. A function and a mark, not a class: nobody outside needs to know it. */
export function failure(problem: Problem): Error {
  return Object.assign(new Error(problem.message), { [MARK]: problem });
}

export function problemOf(error: unknown): Problem | undefined {
  return (error as { [MARK]?: Problem } | undefined)?.[MARK];
}
