import { IConstruct } from 'constructs';

/**
 * Ends the synthesis with a message that can be acted on: where, what is wrong, why it matters, and what to write instead.
 */
export function refuse(where: IConstruct, wrong: string, why: string, instead: string): never {
  throw new Error(`${where.node.path}: ${explain(wrong, why, instead)}`);
}

/** The same message for a validation, which knows where it is, for what can only be judged once the whole tree is there. */
export function explain(wrong: string, why: string, instead: string): string {
  return `${wrong}: ${why}. ${instead}.`;
}
