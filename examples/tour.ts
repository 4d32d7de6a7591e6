import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { APPS, Example } from './apps';
import { File, proofOf, refutedRules, statesOf } from './proof';
import { REFUTED, Refuted } from './refuted';
import type { Report, SetReport } from '../src/prove/report';
import { thousands } from '../src/prove/thousands';
import { counted } from '../src/report/layout';
import type { Palette } from '../src/report/palette';

const CLI = 'npm run -s cli --';
const NAME_WIDTH = Math.max(...[...APPS, ...REFUTED].map(({ name }) => name.length));
const LABEL_WIDTH = 'REFUTED'.length;
const WHAT_WIDTH = Math.max(...APPS.map(({ what }) => what.length));

type Told = Pick<Refuted, 'errors' | 'limits'>;
type Say = (line: string) => void;

/** Synthesizes and proves every example, and says how it went. Gives the names of those that did not come out as they should. */
export function tour(say: Say, palette: Palette): string[] {
  say(palette.strong('Written with constructs, synthesized, proved:'));
  const apps = proofOf(APPS.flatMap(synthesize));
  const unsound = APPS.filter((example) => !showApp(example, within(apps.sets, example.app.outdir), say, palette));

  say(palette.faint('Each but for limits that no manifest of its kind avoids, which `prove` names; etcd for one more, which comes with starting all at once.'));

  say('');
  say(palette.strong('Look right, and are not:'));
  const broken = proofOf(REFUTED.map(({ name }) => fileOf(name, 'broken.yaml')));
  const fixed = proofOf(REFUTED.map(({ name }) => fileOf(name, 'fixed.yaml')));
  const unlike = REFUTED.filter((each) => !showRefuted(each, within(broken.sets, folderOf(each.name)), within(fixed.sets, folderOf(each.name)), say, palette));

  const proofs = [apps, broken, fixed];
  const total = (count: (report: Report) => number) => proofs.reduce((sum, report) => sum + count(report), 0);
  const unexpected = [...unsound, ...unlike].map(({ name }) => name);
  say('');
  say(`${counted(total(({ sets }) => sets.length), 'StatefulSet')}, ${counted(total(({ explored }) => explored), 'state')} explored (sets of one shape share them).`);
  say(unexpected.length === 0 ? palette.good('All as it should be.') : palette.bad(`Not as it should be: ${unexpected.join(', ')}.`));
  say(palette.faint('A limit is what Kubernetes itself does not promise to such a set. It fails a run only with --fail-on limit.'));
  say('');
  say(palette.strong('Try next:'));
  say(`  ${CLI} prove examples/refuted/quorum-ordered/broken.yaml`);
  say(`  ${CLI} prove examples/refuted/rescale-deletes/broken.yaml --fail-on limit`);
  say(`  ${CLI} replay examples/mysql-stateful/dist --scenario roll-image`);
  say(`  ${CLI} prove path/to/your/manifests`);
  return unexpected;
}

function showApp({ name, what, limits = [] }: Example, sets: readonly SetReport[], say: Say, palette: Palette): boolean {
  const isSound = isAsTold(sets, { errors: [], limits });
  const proved = isSound ? palette.good('PROVED '.padEnd(LABEL_WIDTH)) : palette.bad('NOT PROVED');
  say(`  ${proved}  ${name.padEnd(NAME_WIDTH)}  ${what.padEnd(WHAT_WIDTH)}  ${thousands(statesOf(sets))} states`);
  return isSound;
}

function showRefuted(refuted: Refuted, broken: readonly SetReport[], fixed: readonly SetReport[], say: Say, palette: Palette): boolean {
  const [isBroken, isMended] = [isAsTold(broken, refuted), isAsTold(fixed, { errors: [], limits: refuted.remaining })];
  const label = refuted.errors.length > 0 ? 'REFUTED' : 'LIMIT';
  const colour = refuted.errors.length > 0 ? palette.bad : palette.doubtful;
  const indent = ' '.repeat(2 + LABEL_WIDTH + 2 + NAME_WIDTH + 2);
  say(`  ${isBroken ? colour(label.padEnd(LABEL_WIDTH)) : palette.bad('NOT AS TOLD')}  ${refuted.name.padEnd(NAME_WIDTH)}  ${refuted.story}`);
  say(palette.faint(`${indent}${evidence(refuted, broken)}`));
  say(`${indent}fixed: ${isMended ? palette.good('PROVED') : palette.bad('NOT PROVED')} with ${linesAdded(refuted.name)}`);
  return isBroken && isMended;
}

/** Proved but for exactly what is told, and with no warning. */
function isAsTold(sets: readonly SetReport[], told: Told): boolean {
  const same = (found: readonly string[], expected: readonly string[]) => [...found].sort().join() === [...expected].sort().join();
  const isDecided = sets.every((set) => set.cells.every((cell) => cell.verdict === 'PROVED' || cell.verdict === 'REFUTED'));
  return sets.length > 0 && isDecided && same(refutedRules(sets, 'error'), told.errors) && same(refutedRules(sets, 'limit', told.limits), told.limits)
    && refutedRules(sets, 'question').length === 0 && refutedRules(sets, 'warning').length === 0;
}

/** The rule that tells the story, and how long the shortest way to break it is. */
function evidence({ errors, limits }: Told, sets: readonly SetReport[]): string {
  const [rule] = [...errors, ...limits];
  const cells = sets.flatMap((set) => set.cells).filter(({ verdict, guarantee }) => verdict === 'REFUTED' && guarantee === rule);
  const cell = cells.find(({ scenario }) => scenario === 'bootstrap') ?? cells.find(({ severity }) => severity === 'error') ?? cells[0];
  const steps = cell?.counterexample?.timeline.steps.length;
  return steps === undefined ? `${rule}, found by reading` : `${cell.guarantee}, the shortest way there has ${counted(steps, 'step')}`;
}

/** What the fix writes that was not there. */
function linesAdded(name: string): string {
  const before = fileOf(name, 'broken.yaml').text.split('\n');
  return fileOf(name, 'fixed.yaml').text.split('\n').filter((line) => !before.includes(line)).map((line) => line.trim()).join(', ');
}

/** As a user does it: what is proved is what was written. */
function synthesize({ app }: Example): File[] {
  app.synth();
  return readdirSync(app.outdir).filter((file) => file.endsWith('.yaml')).map((file) => read(join(app.outdir, file)));
}

const folderOf = (name: string): string => join(__dirname, 'refuted', name);
const fileOf = (name: string, file: string): File => read(join(folderOf(name), file));
const read = (path: string): File => ({ path: relative(__dirname, path), text: readFileSync(path, 'utf8') });

function within(sets: readonly SetReport[], folder: string): SetReport[] {
  return sets.filter((set) => !relative(folder, join(__dirname, set.where.file)).startsWith('..'));
}
