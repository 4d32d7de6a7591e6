/**
 * Scenario files: commands, `----`, and what they make happen, until the next command. Lines that begin with # say what it is about.
 *
 *   set replicas=3 claims=data [cache=manual] [gates=MaxUnavailableStatefulSet] [settled]
 *
 * makes the set `web`: the fields are those of action.ts; of a settled one only the result is told. Then the commands of action.ts, and `show`.
 * What versions of Kubernetes do differently stands below their numbers in brackets.
 */
import { actionOf, specFields } from './action';
import type { Played, Scenario } from './play';
import type { Manner } from './text';
import { told } from './text';

interface Block { readonly comments: readonly string[]; readonly command: string }

export interface ScenarioFile {
  readonly blocks: readonly Block[];
  readonly scenario: Scenario;
  readonly manners: readonly Manner[];
}

const OPTIONS = ['cache', 'gates'];

export function readScenario(name: string, text: string): ScenarioFile {
  const blocks = text.trimEnd().split(/\n\n(?=\S)/).map((block): Block => {
    const lines = block.split('\n----')[0].split('\n');
    return { comments: lines.filter((line) => line.startsWith('#')), command: lines.filter((line) => !line.startsWith('#')).join(' ').trim() };
  });
  const [{ command }, ...rest] = blocks;
  const [verb, ...words] = command.split(' ');
  if (verb !== 'set') throw new Error(`${name} does not begin with a set`);
  const option = (wanted: string): string | undefined => words.find((word) => word.startsWith(`${wanted}=`))?.split('=')[1];
  const isSettled = words.includes('settled');
  const set = specFields(words.filter((word) => word !== 'settled' && !OPTIONS.includes(word.split('=')[0])));
  const gates = Object.fromEntries((option('gates')?.split(',') ?? []).map((gate) => [gate, true]));
  const commands = rest.map((block) => block.command === 'show' ? [] : [actionOf(block.command)]);
  return {
    blocks,
    scenario: { name, cache: option('cache'), gates, set, commands: isSettled ? [[{ a: 'settle' }], ...commands] : commands },
    manners: ['tell', ...isSettled ? ['hush' as const] : [], ...rest.map((block): Manner => block.command === 'show' ? 'show' : 'tell')],
  };
}

/** The file with what happened in it, in each version. */
export function writeScenario({ blocks, manners }: ScenarioFile, runs: ReadonlyMap<string, Played>): string {
  const isSettled = manners[1] === 'hush';
  const lines = new Map([...runs].map(([version, played]) => {
    const [created, ...rest] = told(played, manners);
    return [version, isSettled ? rest : [created, ...rest]];
  }));
  return `${blocks.map(({ comments, command }, index) => [...comments, command, '----', ...together(new Map([...lines].map(([version, each]) => [version, each[index]])))].join('\n')).join('\n\n')}\n`;
}

/** What versions have in common is told once. */
function together(lines: ReadonlyMap<string, readonly string[]>): string[] {
  const versions = [...lines.keys()];
  const groups = new Map<string, string[]>();
  for (const [version, each] of lines) groups.set(each.join('\n'), [...groups.get(each.join('\n')) ?? [], version]);
  if (groups.size === 1) return [...lines.get(versions[0])!];
  return [...groups].flatMap(([text, group]) => [`[${rangesOf(group, versions)}]`, ...text === '' ? [] : text.split('\n')]);
}

/** `1.28.15 to 1.33.13, 1.36.3`. */
function rangesOf(group: readonly string[], versions: readonly string[]): string {
  const starts = group.filter((version) => !group.includes(versions[versions.indexOf(version) - 1]));
  return starts.map((start) => {
    let end = versions.indexOf(start);
    while (group.includes(versions[end + 1])) end++;
    return versions[end] === start ? start : `${start} to ${versions[end]}`;
  }).join(', ');
}
