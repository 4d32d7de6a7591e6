import { readProvable, type Provable } from './provable';
import { prove, type ProveOptions } from '../prove';
import { text } from '../report/text';

/**
 * The matcher. What is neither proved nor refuted (bounded, vacuous, not modelled, unreadable) passes neither `toBeProved()` nor `not.toBeProved()`:
 * a test of a counterexample must not go green because the budget ran out.
 */
export function toBeProved(this: { readonly isNot?: boolean }, received: Provable, options: ProveOptions = {}): { pass: boolean; message: () => string } {
  const { input, source } = readProvable(received);
  const report = prove(input, options);
  const wanted = this.isNot ? 1 : 0;
  const held = report.exitCode === wanted;
  const expectation = this.isNot ? 'expected a guarantee to be refuted' : 'expected every guarantee to be proved';
  return { pass: this.isNot ? !held : held, message: () => `${expectation}\n\n${text(report, { source, failOn: options.failOn })}` };
}
