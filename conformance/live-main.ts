import { UsageError } from '../src/cli/usage-error';

/** Runs a program that ends with an exit code. What its user did wrong is told in a line, with code 2. */
export function runMain(main: (args: readonly string[]) => number): void {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    if (!isOfTheUser(error)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** Also what Node says of options that do not exist, and of files. */
function isOfTheUser(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof Error && 'code' in error && /^(ERR_PARSE_ARGS_|ENO|EACC|EIS|EPERM)/.test(String(error.code));
}
