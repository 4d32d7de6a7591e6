/**
 * Breaks one rule of the library after another, and has the comparisons with recordings find it. A comparison that lets a broken rule pass is blind to
 * that rule: then its agreement with the sound rule is worth nothing.
 *
 *   npm run -s conformance:mutants              every mutant against every recording, until the first that tells
 *   npm run -s conformance:mutants -- --update  the same, and writes down which recording told of which (mutants/witnesses.json)
 */
import { writeFileSync } from 'node:fs';
import type { Trial } from './mutants/list';
import { TRIALS } from './mutants/list';
import { WITNESSES, WITNESS_FILE } from './mutants/witness';

interface Verdict {
  readonly rule: string;
  /** The recording that told. */
  readonly witness?: string;
  /** What is wrong with the mutant, or with the list. */
  readonly wrong?: string;
}

function judge({ of, comparison, mutants }: Trial): Verdict[] {
  console.log(of);
  const { recordings, with: programWith } = comparison();
  const sound = programWith();
  const unsound = recordings.filter((recording) => sound(recording) !== undefined).map((recording) => ({ rule: recording, wrong: `${recording}: differs with no rule broken` }));
  return [...unsound, ...mutants.map((mutant): Verdict => {
    const { rule, survives } = mutant;
    const difference = programWith(mutant);
    const known = WITNESSES[rule];
    const order = known === undefined ? recordings : [known, ...recordings];
    const witness = order.find((recording) => recordings.includes(recording) && difference(recording) !== undefined);
    console.log(witness === undefined ? `  SURVIVES ${rule}: ${survives}` : `  killed   ${rule}: ${witness}, ${difference(witness)}`);
    if (witness === undefined) return { rule, wrong: survives === undefined ? `${rule}: no recording tells` : undefined };
    return { rule, witness, wrong: survives === undefined ? undefined : `${rule}: is said to survive, but ${witness} tells` };
  })];
}

function main([option]: readonly string[]): number {
  const verdicts = TRIALS.flatMap(judge);
  const killed = verdicts.filter(({ witness }) => witness !== undefined);
  const wrong = verdicts.flatMap(({ wrong: text }) => text ?? []);
  const text = `${JSON.stringify(Object.fromEntries(killed.map(({ rule, witness }) => [rule, witness])), undefined, 2)}\n`;
  if (option === '--update') writeFileSync(WITNESS_FILE, text);
  for (const line of wrong) console.log(line);
  console.log(`${killed.length} of ${TRIALS.flatMap(({ mutants }) => mutants).length} killed`);
  return wrong.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
