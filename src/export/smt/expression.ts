/** An S-expression of SMT-LIB: a symbol, or a list. */
export type Expression = string | readonly Expression[];

export const not = (body: Expression): Expression => body[0] === 'not' ? body[1] : ['not', body];
export const implies = (condition: Expression, body: Expression): Expression => condition === 'true' ? body : ['=>', condition, body];
export const equal = (a: Expression, b: Expression): Expression => ['=', a, b];
export const ite = (condition: Expression, yes: Expression, no: Expression): Expression => yes === no ? yes : ['ite', condition, yes, no];

/** The parts of a conjunction or disjunction, without those that are one themselves and those that say nothing. */
function joined(operator: 'and' | 'or', neutral: string, parts: readonly Expression[]): Expression {
  const flat = parts.flatMap((part) => Array.isArray(part) && part[0] === operator ? part.slice(1) as Expression[] : [part]).filter((part) => part !== neutral);
  return flat.length === 0 ? neutral : flat.length === 1 ? flat[0] : [operator, ...flat];
}
export const and = (...parts: readonly Expression[]): Expression => joined('and', 'true', parts);
export const or = (...parts: readonly Expression[]): Expression => joined('or', 'false', parts);

/** The only quantifier of an exported file, over ordinals: where something is to exist, this is denied. */
export const forall = (names: readonly string[], body: Expression): Expression => ['forall', names.map((name) => [name, 'Ordinal']), body];

export const isOneOf = (value: Expression, constants: readonly string[]): Expression => or(...constants.map((constant) => equal(value, constant)));

/** Whether the expression speaks of more ordinals than those that it names. */
export function isQuantified(expression: Expression, definitions: ReadonlySet<string>): boolean {
  if (typeof expression === 'string') return expression === 'forall' || definitions.has(expression);
  return expression.some((part) => isQuantified(part, definitions));
}

/** The same about other symbols. */
export function renamed(expression: Expression, nameOf: (symbol: string) => string): Expression {
  return typeof expression === 'string' ? nameOf(expression) : expression.map((part) => renamed(part, nameOf));
}

/** The same about all ordinals but one: what it says of a set that does not have this one. */
export function without(dropped: string, expression: Expression): Expression {
  if (typeof expression === 'string') return expression;
  const [head, bound, body] = expression;
  if (head !== 'forall') return expression.map((part) => without(dropped, part));
  const others = and(...(bound as readonly Expression[][]).map(([name]) => not(equal(name, dropped))));
  return [head, bound, implies(others, without(dropped, body))];
}

const WIDTH = 140;

/** On one line where it fits, else with a line to a part. */
export function printed(expression: Expression, indent = ''): string {
  const line = onOneLine(expression);
  if (typeof expression === 'string' || indent.length + line.length <= WIDTH) return line;
  const deeper = `${indent}  `;
  // What a quantifier binds, and what `=>` or `ite` begins with, stands beside it.
  const beside = ['forall', '=>', 'ite', '='].includes(String(expression[0])) && onOneLine(expression[1]).length < WIDTH / 2 ? 2 : 1;
  const [head, rest] = [expression.slice(0, beside), expression.slice(beside)];
  return `(${head.map(onOneLine).join(' ')}${rest.map((part) => `\n${deeper}${printed(part, deeper)}`).join('')})`;
}

const onOneLine = (expression: Expression): string => typeof expression === 'string' ? expression : `(${expression.map(onOneLine).join(' ')})`;
