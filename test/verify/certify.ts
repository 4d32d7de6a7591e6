import { createHash } from 'crypto';
import type { ProveInput, ProveOptions } from '../../src/prove';
import { prove } from '../../src/prove';
import type { Answer } from '../../src/prove/answer';
import { type Proved, certificateOf } from '../../src/prove/certificate';
import { numbers } from '../../src/prove/certificate/numbers';
import type { Certificate } from '../../src/verify/certificate';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A prover and the writer of its certificates. */
export interface Prover {
  readonly prove: typeof prove;
  readonly certificateOf: typeof certificateOf;
}

export const SOUND: Prover = { prove, certificateOf };

/** The certificate of a run. `change` forges the answers that it is made from. */
export function certify(
  input: ProveInput, options: ProveOptions = {}, change: (answer: Answer) => Answer = (answer) => answer, prover: Prover = SOUND, maxStates?: number,
): Uint8Array {
  const answers: Proved['answers'][number][] = [];
  const report = prover.prove(input, options, (subject, answer) => { answers.push({ subject, answer: change(answer) }); });
  return prover.certificateOf({ report, answers, manifests: input.manifests, faults: options.faults ?? 1 }, sha256, maxStates);
}

/** Writes a certificate that was read, and changed since. */
export function written({ states, behaviours, ...header }: Certificate): Uint8Array {
  const { write, bytes } = numbers();
  header.proofs.forEach(({ states: count, progress }, proof) => {
    const { rows, ranks, helpers } = states[proof];
    const words = rows.length / count;
    for (let at = 0; at < rows.length; at += words) {
      for (let word = words - 1; word >= 0; word--) write(rows[at + word] - (at === 0 ? 0 : rows[at + word - words]));
    }
    if (progress) [...ranks!, ...helpers!].forEach(write);
  });
  for (const { first, steps, loop } of behaviours) {
    let before = new Int32Array(first.length);
    const writeRow = (row: Int32Array): void => {
      row.forEach((word, k) => write(word - before[k]));
      before = Int32Array.from(row);
    };
    writeRow(first);
    for (const { label, row } of [...steps, ...loop]) {
      write(label);
      writeRow(row);
    }
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytes()]);
}
