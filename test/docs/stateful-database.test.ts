import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import * as ts from 'typescript';

/** Goal: what the pages on databases name exists, and what exists is named. */
const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGES = ['docs/reference/stateful-database.md', 'docs/how-to/run-a-database.md', 'docs/tutorials/first-database.md'];
const reference = read(PAGES[0]);

function properties(path: string, name: string): string[] {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);
  const found = source.statements.find((each): each is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(each) && each.name.text === name)!;
  return found.members.map((member) => (member.name as ts.Identifier).text);
}

test.each(properties('src/constructs/stateful-database-props.ts', 'StatefulDatabaseProps')
  .filter((name) => !['engine', 'name', 'labels', 'kubernetes'].includes(name)))('the reference says what %s is', (name) => {
  expect(reference).toMatch(new RegExp(`\`${name}[.:\`]`));
});

test('every source that is cited is listed, and every one that is listed is cited', () => {
  const [text, list] = reference.split('## Sources');
  const cited = new Set([...text.matchAll(/\[((?:S\d+ ?)+)\]/g)].flatMap(([, keys]) => keys.trim().split(' ')));
  expect([...cited].sort()).toEqual([...list.matchAll(/^\| (S\d+) \|/gm)].map(([, key]) => key).sort());
});

test.each(PAGES)('the links of %s lead somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link]) => link).filter((link) => !link.startsWith('http'));
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});

