import { readFileSync } from 'fs';
import { join } from 'path';
import type { Core } from './core';
import { nearest } from './nearest';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** The pages are part of the package as they are. From lib/cli and from src/cli the way is the same. */
const PAGES = join(__dirname, '..', '..', 'docs', 'reference', 'guarantees');

/** `explain`: the page of a rule, or the list of all rules. */
export function explainCommand(rule: string | undefined, core: Core, terminal: Terminal): number {
  terminal.out(rule === undefined ? list(core) : page(rule, core));
  return 0;
}

function page(rule: string, core: Core): string {
  const ids = core.guarantees.map(({ id }) => id);
  if (!ids.includes(rule)) throw new UsageError(`unknown rule ${rule}; the nearest are ${nearest(rule, ids).join(', ')}. All of them: cdk8s-stateful explain`);
  return readFileSync(join(PAGES, `${rule.replace('/', '-')}.md`), 'utf8');
}

function list({ guarantees }: Core): string {
  const width = Math.max(...guarantees.map(({ id }) => id.length));
  return guarantees.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join('');
}
