import { readCommands, type Node } from './smt-reader';

/**
 * Evaluates the definitions of an exported file over finitely many ordinals, without a solver. Every value is a number: false and true are 0 and 1, an
 * ordinal is its place, a constructor its place in the declaration of its sort.
 */
export interface Evaluator {
  /** The functions of the state by name, one value an ordinal; a constant has one value. To be filled before anything is asked. */
  readonly tables: ReadonlyMap<string, number[]>;
  setOrdinals(count: number): void;
  has(name: string): boolean;
  /** The value of a definition of this name, at these ordinals. */
  value(name: string, ...ordinals: readonly number[]): number;
}

type Term = (frame: readonly number[]) => number;
interface Definition { readonly count: number; body: Term }

export function evaluatorOf(text: string): Evaluator {
  const tables = new Map<string, number[]>();
  const constructors = new Map<string, number>();
  const definitions = new Map<string, Definition>();
  let ordinals = 0;

  function symbol(name: string, locals: readonly string[]): Term {
    const local = locals.lastIndexOf(name);
    if (local >= 0) return (frame) => frame[local];
    const value = constructors.get(name) ?? (/^\d+$/.test(name) ? Number(name) : undefined);
    if (value !== undefined) return () => value;
    const definition = definitions.get(name);
    if (definition !== undefined) return () => definition.body([]);
    const table = tables.get(name);
    if (table === undefined) throw new Error(`nothing is called ${name}`);
    return () => table[0];
  }

  function quantifier(bound: Node, body: Node, locals: readonly string[], stopsAt: number): Term {
    const names = (bound as readonly Node[]).map((each) => String(each[0]));
    const inner = compile(body, [...locals, ...names]);
    const from = locals.length;
    return (frame) => {
      const values = [...frame.slice(0, from), ...names.map(() => 0)];
      for (;;) {
        if (inner(values) === stopsAt) return stopsAt;
        let at = values.length - 1;
        while (at >= from && ++values[at] === ordinals) values[at--] = 0;
        if (at < from) return 1 - stopsAt;
      }
    };
  }

  function application(head: string, parts: readonly Term[]): Term {
    const [a, b, c] = parts;
    switch (head) {
      case 'and': return (frame) => Number(parts.every((part) => part(frame) === 1));
      case 'or': return (frame) => Number(parts.some((part) => part(frame) === 1));
      case 'not': return (frame) => 1 - a(frame);
      case '=>': return (frame) => a(frame) === 1 ? b(frame) : 1;
      case '=': return (frame) => Number(a(frame) === b(frame));
      case 'below': case '<': return (frame) => Number(a(frame) < b(frame));
      case '+': return (frame) => a(frame) + b(frame);
      case 'ite': return (frame) => a(frame) === 1 ? b(frame) : c(frame);
    }
    const definition = definitions.get(head);
    if (definition !== undefined) return (frame) => definition.body(parts.map((part) => part(frame)));
    const table = tables.get(head);
    if (table === undefined) throw new Error(`nothing is called ${head}`);
    return (frame) => table[a(frame)];
  }

  function compile(node: Node, locals: readonly string[]): Term {
    if (typeof node === 'string') return symbol(node, locals);
    const [head, ...rest] = node;
    if (head === 'forall') return quantifier(rest[0], rest[1], locals, 0);
    if (head === 'exists') return quantifier(rest[0], rest[1], locals, 1);
    return application(String(head), rest.map((part) => compile(part, locals)));
  }

  constructors.set('false', 0).set('true', 1);
  for (const command of readCommands(text)) {
    const [kind, name, parameters, , body] = command as readonly Node[];
    if (kind === 'declare-datatypes') {
      const [sort] = command[2] as readonly Node[][];
      sort.forEach((constructor, value) => constructors.set(String(constructor[0]), value));
    } else if (kind === 'declare-fun' || kind === 'declare-const') {
      tables.set(String(name), [0]);
    } else if (kind === 'define-fun') {
      const names = (parameters as readonly Node[]).map((parameter) => String(parameter[0]));
      definitions.set(String(name), { count: names.length, body: compile(body, names) });
    }
  }
  return {
    tables,
    setOrdinals: (count) => { ordinals = count; },
    has: (name) => definitions.has(name),
    value: (name, ...at) => definitions.get(name)!.body(at),
  };
}
