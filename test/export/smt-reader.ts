/** Reads the S-expressions of an SMT-LIB file: its own small reader, so that what is checked is the text that solvers get. */
export type Node = string | readonly Node[];

const TOKEN = /;[^\n]*|\s+|"[^"]*"|\(|\)|[^\s()";]+/gy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const [token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw new Error(`no token at ${at}: ${text.slice(at, at + 20)}`);
    if (!/^[;\s]/.test(token)) tokens.push(token);
  }
  return tokens;
}

/** All commands of a file. */
export function readCommands(text: string): readonly Node[] {
  const open: Node[][] = [[]];
  for (const token of tokensOf(text)) {
    if (token === '(') {
      open.push([]);
    } else if (token === ')') {
      const list = open.pop()!;
      if (open.length === 0) throw new Error('a parenthesis too many');
      open[open.length - 1].push(list);
    } else {
      open[open.length - 1].push(token);
    }
  }
  if (open.length !== 1) throw new Error('a parenthesis is missing');
  return open[0];
}

/** The text of the definition of this name, from its parenthesis to the matching one. */
export function definitionIn(text: string, name: string): string {
  const from = text.indexOf(`(define-fun ${name} `);
  if (from < 0) throw new Error(`no definition of ${name}`);
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return text.slice(from, at + 1);
  }
  throw new Error(`the definition of ${name} does not end`);
}

/** The file with another text in the definition of this name, and of its twin that leaves out an ordinal, where it has one. */
export function withDefinition(text: string, name: string, from: string, to: string): string {
  const before = definitionIn(text, name);
  if (!before.includes(from)) throw new Error(`${name} does not say ${from}`);
  return text.replace(before, () => before.replace(from, () => to));
}
