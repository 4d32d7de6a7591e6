/**
 * Breaks one rule of the library after another, and has the comparisons with recordings find it. A comparison that lets a broken rule pass is blind to
 * that rule: then its agreement with the sound rule is worth nothing.
 */
import { TRIALS } from './mutants/list';

function main(): number {
  let [killed, all] = [0, 0];
  const wrong: string[] = [];
  for (const { of, judge, mutants } of TRIALS) {
    const find = judge();
    const unsound = find();
    if (unsound !== undefined) wrong.push(`${of}: differs with no rule broken, in ${unsound}`);
    console.log(of);
    for (const mutant of mutants) {
      const { file, rule, survives } = mutant;
      const killer = find(mutant);
      all += 1;
      if (killer !== undefined) killed += 1;
      console.log(`  ${killer === undefined ? 'SURVIVES' : 'killed  '} ${rule}: ${killer ?? survives}`);
      if (killer === undefined && survives === undefined) wrong.push(`${file}: no recording tells of ${rule}`);
      if (killer !== undefined && survives !== undefined) wrong.push(`${file}: ${rule} is said to survive, but is killed by ${killer}`);
    }
  }
  for (const line of wrong) console.log(line);
  console.log(`${killed} of ${all} killed`);
  return wrong.length === 0 ? 0 : 1;
}

process.exitCode = main();
