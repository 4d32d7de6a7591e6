import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const WITNESS_FILE = join(__dirname, 'witnesses.json');

/** The recording that tells of each broken rule: the first one found. Rewritten by `npm run conformance:mutants -- --update`. */
export const WITNESSES: { readonly [rule: string]: string } = existsSync(WITNESS_FILE) ? JSON.parse(readFileSync(WITNESS_FILE, 'utf8')) : {};
