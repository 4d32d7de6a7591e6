import { realPath } from './real-path';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { refuseUnwritable, writeFile } from './write-file';

export const FORMATS = ['text', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** One `--output`: a format, and the file it goes to. Without a file it goes to standard output. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** Understands `text`, `json` and `json=report.json`. Standard output takes one format: text, where none is named. */
export function parseOutputs(values: readonly string[]): Output[] {
  const outputs = values.map(parseOutput);
  const standard = outputs.filter((output) => output.file === undefined);
  if (standard.length > 1) throw new UsageError('standard output takes one format: give the others a file, such as --output json=report.json');
  return standard.length === 1 ? outputs : [{ format: 'text' }, ...outputs];
}

function parseOutput(value: string): Output {
  const [, name, file] = /^([^=]*)(?:=(.*))?$/s.exec(value)!;
  const format = FORMATS.find((known) => known === name);
  if (format === undefined) throw new UsageError(`unknown output ${name}; known are ${FORMATS.join(', ')}`);
  if (file === '') throw new UsageError(`--output ${value} names no file`);
  return { format, file };
}

/** Refuses, before any work is done, what could not be written when it is done. A report must not take the place of what it reports on, nor of another one. */
export function checkOutputs(outputs: readonly Pick<Output, 'file'>[], inputs: readonly string[]): void {
  const read = new Set(inputs.map(realPath));
  const written = new Set<string>();
  for (const { file } of outputs) {
    if (file === undefined) continue;
    const path = realPath(file);
    if (read.has(path)) throw new UsageError(`${file} is read by this run, so nothing is written over it`);
    if (written.has(path)) throw new UsageError(`${file} is named twice, and would hold only what is written last: name another file`);
    written.add(path);
    refuseUnwritable(file);
  }
}

/** Writes every output, each in as many pieces as it is given in. Files come first: whoever sees the text on the terminal can rely on the files. */
export function writeOutputs(outputs: readonly Output[], terminal: Terminal, render: (output: Output) => string | Iterable<string>): void {
  const rendered = outputs.map((output) => ({ output, pieces: inPieces(render(output)) }));
  for (const { output, pieces } of rendered) if (output.file !== undefined) writeFile(output.file, pieces);
  for (const { output, pieces } of rendered) if (output.file === undefined) for (const piece of pieces) terminal.out(piece);
}

/** A string is one piece, and not its characters. */
const inPieces = (text: string | Iterable<string>): Iterable<string> => typeof text === 'string' ? [text] : text;
