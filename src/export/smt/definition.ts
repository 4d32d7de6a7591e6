import { isQuantified, printed, renamed, without, type Expression } from './expression';

/** A named formula of the exported file, about some ordinals. */
export interface Definition {
  readonly name: string;
  readonly ordinals: readonly string[];
  readonly sort: 'Bool' | 'Int';
  readonly body: Expression;
  /** Why it is so, in our words, and where upstream. */
  readonly comment: string;
}

export const define = (name: string, ordinals: readonly string[], comment: string, body: Expression, sort: Definition['sort'] = 'Bool'): Definition =>
  ({ name, ordinals, sort, body, comment });

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '').map((line) => `; ${line}`);

export function definitionText({ name, ordinals, sort, body, comment }: Definition): string {
  const head = `(define-fun ${name} (${ordinals.map((x) => `(${x} Ordinal)`).join(' ')}) ${sort}`;
  return [...lines(comment), head, `  ${printed(body, '  ')})`].join('\n');
}

export const comments = (text: string): string => lines(text).join('\n');

export const DROPPED = 'dropped';
export const withoutDropped = (name: string): string => `${name}.without`;

/** The definitions that quantify over ordinals, once more for the set that does not have the dropped one; and the names of all that have such a twin. */
export function twinsWithoutDropped(definitions: readonly Definition[]): { readonly twins: readonly Definition[]; readonly names: ReadonlySet<string> } {
  const names = new Set<string>();
  const twins: Definition[] = [];
  for (const { name, ordinals, sort, body } of definitions) {
    if (!isQuantified(body, names)) continue;
    twins.push({ name: withoutDropped(name), ordinals, sort, comment: '', body: renamed(without(DROPPED, body), (symbol) => names.has(symbol) ? withoutDropped(symbol) : symbol) });
    names.add(name);
  }
  return { twins, names };
}

/** The same definitions about the state after the step. */
export function aboutNext(definitions: readonly Definition[], variables: readonly string[], next: (name: string) => string): Definition[] {
  const after = new Set([...variables, ...definitions.map(({ name }) => name)]);
  return definitions.map(({ name, ordinals, sort, body }) => ({ name: next(name), ordinals, sort, comment: '', body: renamed(body, (symbol) => after.has(symbol) ? next(symbol) : symbol) }));
}
