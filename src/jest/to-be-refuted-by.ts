import { readProvable, type Provable } from './provable';
import { replayToken, type TokenOptions } from '../prove';
import { replayedTokenText } from '../report/replayed-token';

/**
 * The matcher. A token that is none, or that is not for the set, throws, with `not` as well: a misspelt token must not make a test green.
 */
export function toBeRefutedBy(received: Provable, token: string, options: Omit<TokenOptions, 'token'> = {}): { pass: boolean; message: () => string } {
  const replayed = replayToken(readProvable(received).input, { ...options, token });
  const pass = replayed.counterexample !== undefined;
  const expectation = pass ? 'expected the run of this token to be gone' : 'expected the run of this token to be a counterexample';
  return { pass, message: () => `${expectation}\n\n${replayedTokenText(replayed)}` };
}
