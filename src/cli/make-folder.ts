import { mkdirSync, statSync } from 'fs';
import { dirname } from 'path';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Makes a folder that nobody else can look into, and those above it. `recursive` of mkdirSync is not used: Node.js 20 tries for ever where the system finds no entry
 * below a folder that there is, as in /proc.
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another run was faster.
    if (!isFolder(path)) throw error;
  }
}
