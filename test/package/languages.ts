import { emptyFolder, ROOT } from './packed';
import { succeed } from './shell';

/** jsii warns of Node 20 on every start; the runtimes of the other languages pass it on. */
export const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };

/** Builds the package of a language from what was compiled last, and says in which folder it is. Other packages that are named are built first. */
export function build(language: 'python' | 'go' | 'java', ...others: string[]): string {
  const folder = emptyFolder();
  // Go compiles with the program that uses the module, which says where its dependencies are.
  const settings = ['--target', language, '--outdir', folder, '--no-npmignore', ...(language === 'go' ? ['--code-only'] : [])];
  succeed('npx', ['jsii-pacmak', ...settings, ...others, '.'], ROOT, QUIET);
  return `${folder}/${language}`;
}
