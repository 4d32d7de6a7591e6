import { RequestError } from '../../prove/request-error';

/** Words that mean something in TLA+ (Specifying Systems, 15.1.1; SANY's grammar has the later ones), and modules that it brings along. */
const TAKEN = new Set((
  'ASSUME ASSUMPTION AXIOM CASE CHOOSE CONSTANT CONSTANTS DOMAIN ELSE ENABLED EXCEPT EXTENDS IF IN INSTANCE LET LOCAL MODULE OTHER SF_ SUBSET THEN THEOREM '
  + 'UNCHANGED UNION VARIABLE VARIABLES WF_ WITH ACTION ASSUMPTION BY COROLLARY DEF DEFINE DEFS HAVE HIDE LAMBDA LEMMA NEW OBVIOUS OMITTED ONLY PICK PROOF '
  + 'PROPOSITION PROVE QED RECURSIVE STATE SUFFICES TAKE TEMPORAL USE WITNESS '
  + 'Naturals Integers Reals Sequences FiniteSets Bags RealTime TLC Randomization Toolbox'
).split(' '));

/**
 * The name of a module is that of its file.
 *
 * @throws RequestError where the file's name is none that a module can have
 */
export function moduleName(name: string): string {
  if (!/^[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*$/.test(name) || /^(WF|SF)_/.test(name) || TAKEN.has(name)) {
    throw new RequestError(`${name} is no name for a TLA+ module, which is called as its file is: write letters, digits and _ before .tla, and no word that TLA+ has taken`);
  }
  return name;
}
