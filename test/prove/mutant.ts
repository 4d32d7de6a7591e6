import { programWith } from '../../conformance/mutants/program';
import type * as Prove from '../../src/prove';

/** One wrong line: in `file` of src, `right` stands where `wrong` is put. */
export interface Mutant { readonly file: string; readonly right: string; readonly wrong: string }

/** The prover with a broken reconciler. */
export function proverWith({ file, right, wrong }: Mutant): typeof Prove {
  return programWith('src/prove/index.ts', { rule: 'a mutant of the prover', file: `src/${file}`, right, wrong });
}
