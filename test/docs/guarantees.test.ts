import { existsSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { blocksOf, changed, commandsOf, excerpt, manifestsOf, shows } from './page';
import { CORE } from '../../src/cli/core';
import type { Severity } from '../../src/manifest/diagnostic';
import { GUARANTEES } from '../../src/prove';
import { GUARANTEES as EXPLORED } from '../../src/prove/guarantees';
import type { Cell, Report } from '../../src/prove/report';
import { runCli, temporaryFolder } from '../cli/fake';

/**
 * Goal: a page is its own test. What it calls broken breaks this guarantee and no other, what it calls fixed is proved, what it calls a near
 * miss is no miss, and what it shows is what is printed, but for
 * counts of states and scenarios. `npm run pages` writes the console blocks that are not so any more anew, to be read.
 */

const FOLDER = join(__dirname, '../../docs/reference/guarantees');
const fileOf = (id: string): string => join(FOLDER, `${id.replace('/', '-')}.md`);
const MUTANTS = readFileSync(join(__dirname, '../prove/mutants.test.ts'), 'utf8');

// One that is missing is told by a test of its own.
const pages = GUARANTEES.filter(({ id }) => existsSync(fileOf(id))).map(({ id, title }) => ({ id, title, page: readFileSync(fileOf(id), 'utf8') }));
const broken = pages.filter(({ page }) => manifestsOf(page).has('broken'));
const unbroken = pages.filter(({ page }) => !manifestsOf(page).has('broken'));

const folder = temporaryFolder();

/** Runs a command line where the manifests of the page are. */
function run(page: string, args: readonly string[]): string {
  for (const [name, text] of manifestsOf(page)) writeFileSync(join(folder(), `${name}.yaml`), text);
  const before = process.cwd();
  process.chdir(folder());
  try {
    const { out, error } = runCli(args, CORE);
    return out + error;
  } finally {
    process.chdir(before);
  }
}

/** What is said of one of the page's manifests, with the arguments that stand behind the name of the broken one. */
function reportOn(page: string, name: string, guarantees: readonly string[] = []): Report {
  const args = blocksOf(page).find((block) => ['broken', 'sound'].includes(block.name))!.args;
  return JSON.parse(run(page, ['prove', `${name}.yaml`, ...args, ...guarantees.flatMap((id) => ['--guarantee', id]), '--output', 'json']));
}

const READ = GUARANTEES.map(({ id }) => id).filter((id) => !EXPLORED.some((explored) => explored.id === id));

interface Found { readonly rule: string; readonly severity: Severity; readonly message: string }

function findings({ diagnostics, sets }: Report): Found[] {
  const cells = sets.flatMap((set) => set.cells).filter(({ verdict }) => verdict === 'REFUTED' || verdict === 'INVALID');
  return [
    ...diagnostics, ...sets.flatMap((set) => set.diagnostics),
    ...cells.map(({ guarantee, severity, diagnostic, claim }) => ({ rule: guarantee, severity, message: diagnostic?.message ?? claim })),
  ];
}

/** The rules that are broken, and not for being a limit of Kubernetes: some of these every set has. */
const brokenRules = (report: Report): string[] => [...new Set(findings(report).filter(({ severity }) => severity !== 'limit').map(({ rule }) => rule))].sort();

const messagesOf = (report: Report, id: string): string[] => [...new Set(findings(report).filter(({ rule }) => rule === id).map(({ message }) => message))];

const cellsOf = ({ sets }: Report, id: string) => sets.flatMap(({ cells }) => cells).filter(({ guarantee }) => guarantee === id);

const TABLE = readFileSync(join(FOLDER, 'README.md'), 'utf8').split('\n').filter((line) => line.startsWith('| [')).map((line) => line.split(' | '));
const severitiesOf = (id: string): string[] => TABLE.find(([name]) => name.startsWith(`| [${id}]`))?.[2].split(', ') ?? [];

/** Rules that see the same mistake: the page has to say so. */
const alsoReportedAs = (page: string): string[] => [...page.matchAll(/also reported as\s+\[([a-z-]+\/[a-z-]+)\]/g)].map(([, id]) => id);

test('every rule has a page, and every page a rule', () => {
  const names = GUARANTEES.map(({ id }) => `${id.replace('/', '-')}.md`);
  expect(readdirSync(FOLDER).sort()).toEqual([...names, 'README.md'].sort());
});

describe.each(broken)('$id', ({ id, page }) => {
  /** What is said of the broken manifest, once for all tests. */
  let told: Report;
  const onBroken = () => told ??= reportOn(page, 'broken');

  test('is broken by the manifest that is called broken, and nothing else is', () => {
    const rules = brokenRules(onBroken());
    expect(messagesOf(onBroken(), id)).not.toEqual([]);
    expect([...new Set([...rules, id])].sort()).toEqual([id, ...alsoReportedAs(page)].sort());
  });

  test.each(['fixed', 'near-miss'])('is not broken in this way by the one that is called %s, nor is anything else', (name) => {
    // Where the mistake is read off the manifest, its correction is not explored once more.
    const report = reportOn(page, name, READ.includes(id) ? READ : []);
    const left = messagesOf(report, id);
    const isGone = ({ diagnostic }: Cell) => diagnostic !== undefined && !left.includes(diagnostic.message);
    const gone = cellsOf(onBroken(), id).filter(isGone).map(({ scenario }) => scenario);
    expect(brokenRules(report)).toEqual([]);
    expect(report.sets.map(({ verdict }) => verdict)).toEqual(report.sets.map(() => 'PROVED'));
    // What is left is a limit of Kubernetes, and not what is told of the broken one.
    expect(messagesOf(onBroken(), id).filter((message) => !left.includes(message))).not.toEqual([]);
    // Hygiene has no cells: that there is no finding is all that is said of it.
    const promised = !report.sets.some(({ notes }) => notes.some((note) => note.startsWith(`${id} is not promised`)));
    if (promised) expect(cellsOf(report, id).filter(({ scenario }) => gone.includes(scenario)).map(({ verdict }) => verdict)).toEqual(gone.map(() => 'PROVED'));
  });

  test('is broken with a severity that the table has', () => {
    const severities = findings(onBroken()).filter(({ rule }) => rule === id).map(({ severity }) => severity);
    expect(severitiesOf(id)).toEqual(expect.arrayContaining([...new Set(severities)]));
  });

  test('is broken in small: the manifest has no more than 48 lines', () => {
    expect(manifestsOf(page).get('broken')!.trimEnd().split('\n').length).toBeLessThanOrEqual(48);
  });

  test('shows what is printed of the broken manifest', () => {
    expect(commandsOf(page).filter(({ command }) => command.includes('broken.yaml')).length).toBeGreaterThan(0);
  });
});

describe.each(unbroken)('$id, which is not a matter of the manifest', ({ id, page }) => {
  // Either a mutant of the reconciler shows that it can be broken, or some limit does.
  test('is proved of the manifest that is called sound, but for limits that no manifest avoids; and the page says so', () => {
    const report = reportOn(page, 'sound');
    const limits = cellsOf(report, id).filter(({ verdict }) => verdict !== 'PROVED');
    expect(brokenRules(report)).toEqual([]);
    expect(cellsOf(report, id)).not.toEqual([]);
    expect(limits.map(({ verdict, severity }) => `${verdict} ${severity}`)).toEqual(limits.map(() => 'REFUTED limit'));
    expect(severitiesOf(id)).toEqual(expect.arrayContaining([...new Set(limits.map(({ severity }) => severity))]));
    expect(page).toContain(limits.length > 0 ? 'No manifest avoids it' : 'No manifest is known to break it');
    if (limits.length === 0) expect(MUTANTS).toContain(`}, '${id}'`);
  });
});

test.each(pages.flatMap(({ id, page }) => commandsOf(page).map((shown) => ({ id, page, ...shown }))))('$id: $command', ({ id, page, command, output }) => {
  expect(command).toMatch(/^npx cdk8s-stateful /);
  const printed = run(page, command.split(' ').slice(2));
  // Our own fault is nothing to be shown.
  expect(printed).not.toContain('cdk8s-stateful failed');
  if (process.env.REWRITE && !shows(output, printed)) {
    writeFileSync(fileOf(id), readFileSync(fileOf(id), 'utf8').replace(`$ ${command}\n${output}`, () => `$ ${command}\n${excerpt(printed)}`));
  } else if (!shows(output, printed)) {
    // Lets the difference be seen.
    expect(output).toBe(printed);
  }
});

describe.each(pages)('the page of $id', ({ id, title, page }) => {
  test('has the form of all pages', () => {
    expect(page.split('\n')[0]).toBe(`# ${id}`);
    expect(page.replace(/\s+/g, ' ')).toContain(`**Holds when** ${title}.`);
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['How it breaks', 'What to write', 'What it does not say', 'Sources']);
  });

  test('leads nowhere that is not there', () => {
    const links = [...page.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, link]) => join(FOLDER, link));
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});

describe('the table of all pages', () => {
  const decided = (id: string): string => {
    const explored = EXPLORED.find((each) => each.id === id);
    return explored === undefined ? 'read' : explored.everyReplicaCount ? 'explored, for every replica count' : 'explored';
  };

  test('has a row for every rule, with its page, its title and how it is decided', () => {
    expect(TABLE.map(([name, title, , how]) => [name, title, how])).toEqual(GUARANTEES.map(({ id, title }) => [
      `| [${id}](${id.replace('/', '-')}.md)`, title, `${decided(id)} |`,
    ]));
  });

  test('names known severities', () => {
    for (const [, , severities] of TABLE) expect(severities).toMatch(/^(error|limit|question|warning)(, (error|limit|question|warning))*$/);
  });
});

describe('this test', () => {
  test('makes changes where they belong, and nowhere else', () => {
    expect(changed('a\nb\nc\n', ' a\n-b\n+x\n+y\n')).toBe('a\nx\ny\nc\n');
    expect(changed('a\nb\nc\n', '-a\n...\n c\n+d\n')).toBe('b\nc\nd\n');
    expect(() => changed('a\nb\n', '-c\n')).toThrow('0 places');
    expect(() => changed('a\nb\na\n', '-a\n')).toThrow('2 places');
    expect(() => changed('ab\n', '-b\n')).toThrow('0 places');
  });

  test('takes ... for lines left out, and nothing else for another', () => {
    expect(shows('a\n...\nc\n', 'a\nb\nb\nc\n')).toBe(true);
    expect(shows('a\n...\n', 'a\n')).toBe(true);
    expect(shows('a\nc\n', 'a\nb\nc\n')).toBe(false);
    expect(shows('a\n', 'a\nb\n')).toBe(false);
    expect(shows('a.c\n', 'abc\n')).toBe(false);
    expect(shows('1 state, 1,234 states in 3 other scenarios\n', '5 state, 67 states in 12 other scenarios\n')).toBe(true);
    expect(shows('1 pods\n', '2 pods\n')).toBe(false);
  });

  test('shows of a report what the page is about', () => {
    const head = 'StatefulSet default/web  web.yaml:1:1\n  LIMIT  a/b  refuted\n\n';
    const summary = '1 set in 1 file (3 objects), Kubernetes 1.34.4: 1 limit; 12 states\nexplored.\nExit 1: refuted.\n';
    expect(excerpt(`${head}limit[a/b]: no\n   = also in: a,\n              b\n\nhelp: do\n\n${summary}`)).toBe('...\nlimit[a/b]: no\n...\n\nhelp: do\n\n...\nExit 1: refuted.\n');
    expect(excerpt(`${head}${summary}`)).toBe(`${head}...\nExit 1: refuted.\n`);
  });
});
