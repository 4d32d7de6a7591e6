import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './packed';

/** The only block of a document in a language that has all the words. */
export function block(document: string, language: string, ...words: string[]): string {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const blocks = [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code]) => code);
  const found = blocks.filter((code) => words.every((word) => code.includes(word)));
  if (found.length !== 1) throw new Error(`${document} has ${found.length} blocks of ${language} with ${words.join(', ')}, not 1`);
  return found[0];
}

/** What the README tells a new user to write. It synthesizes into dist/. */
export const TYPESCRIPT = block('README.md', 'typescript', 'new StatefulDatabase(', 'app.synth()');

/** The same in the JavaScript of CommonJS. */
export const COMMON_JS = TYPESCRIPT.replace(/^import (\{.*\}) from ('.*');$/gm, 'const $1 = require($2);');

/** Where the program writes. */
export const SYNTHESIZED = 'dist/shop.k8s.yaml';
