/** A fenced block: ```yaml broken --kubernetes 1.33 has the language yaml, the name broken and the rest as arguments. */
export interface Block {
  readonly language: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly text: string;
}

/** `$ npx cdk8s-stateful ...` in a console block, and the lines below it: what it prints, where `...` stands for what is left out. */
export interface Shown {
  readonly command: string;
  readonly output: string;
}

export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].map(([, info, text]) => {
    const [language, name = '', ...args] = info.trim().split(/\s+/);
    return { language, name, args, text };
  });
}

/** Every manifest of the page by its name. One that is shown as a change is a change to the broken one. */
export function manifestsOf(page: string): Map<string, string> {
  const blocks = blocksOf(page);
  const whole = new Map(blocks.filter(({ language, name }) => language === 'yaml' && name !== '').map(({ name, text }) => [name, text]));
  for (const { language, name, text } of blocks) if (language === 'diff') whole.set(name, changed(whole.get('broken') ?? '', text));
  return whole;
}

/** Makes a change as `diff -u` shows it, but for line numbers: what stands there must be found once. `...` lies between two places. */
export function changed(text: string, diff: string): string {
  return diff.split(/^\.\.\.\n/m).reduce((known, hunk) => {
    const lines = hunk.split('\n').slice(0, -1);
    const side = (sign: string) => lines.filter((line) => line[0] === ' ' || line[0] === sign).map((line) => `${line.slice(1)}\n`).join('');
    const parts = `\n${known}`.split(`\n${side('-')}`);
    if (parts.length !== 2) throw new Error(`the broken manifest has ${parts.length - 1} places that read\n${side('-')}`);
    return parts.join(`\n${side('+')}`).slice(1);
  }, text);
}

export function commandsOf(page: string): Shown[] {
  return blocksOf(page).filter(({ language }) => language === 'console').flatMap(({ text }) => text.split(/^\$ /m).slice(1)).map((text) => {
    const end = text.indexOf('\n');
    return { command: text.slice(0, end), output: text.slice(end + 1) };
  });
}

/** How many states and scenarios there are is not what a page is about, and changes with every actor that is added; nor is the token of a run. */
const comparable = (text: string): string => text.replace(/^to see it again: .*\n/gm, '').replace(/\d[\d,]*(?= (?:other )?(?:states?|scenarios?)\b)/g, 'N');

/** Whether the lines shown are what is printed, but for lines left out, counts and tokens. */
export function shows(output: string, printed: string): boolean {
  const pattern = comparable(output).split(/^\.\.\.\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(?:.*\n)*?');
  return new RegExp(`^${pattern}$`).test(comparable(printed));
}

/** What a page shows of a report: the findings if there are any, else what is proved, and how it ends. */
export function excerpt(printed: string): string {
  return printed
    .replace(/^(?:.*\n)*?(?=(?:error|limit|question|warning)\[)/, '...\n')
    .replace(/^ {3}= also in: .*\n(?: {14}.*\n)*/gm, '...\n')
    // Which faults happened on the way changes with every fault that is added.
    .replace(/^ {2}(?:every frontier|the frontier) .*\n(?: {2}\S.*\n)*\n?/m, '...\n')
    .replace(/^(?:note: |more about a finding: |\d+ sets? in )(?:.*\n)*?(?=Exit )/m, '...\n');
}
