import { readFileSync } from 'fs';
import { join } from 'path';
import type { File } from '../../examples/proof';

/** A file of the examples, such as `web/by-hand.yaml`. */
export function file(path: string): File {
  return { path, text: readFileSync(join(__dirname, '..', '..', 'examples', path), 'utf8') };
}
