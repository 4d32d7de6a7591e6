import { realpathSync } from 'fs';
import { resolve } from 'path';

/** The one name that a file has on the disk, or would have. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
