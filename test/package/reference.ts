import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './packed';
import { COMMON_JS, SYNTHESIZED } from './programs';
import { succeed } from './shell';

/** What the program synthesizes here, with the compiled library and the peers of the lock file: every other way has to come to the same. */
export function reference(): string {
  const folder = join(ROOT, 'dist/reference');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, 'main.js'), COMMON_JS);
    succeed(process.execPath, ['main.js'], folder);
    return readFileSync(join(folder, SYNTHESIZED), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
