import { realpathSync } from 'fs';

/** The one name that a file has on the disk. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
