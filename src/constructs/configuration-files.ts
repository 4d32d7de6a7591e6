import { createHash } from 'crypto';
import * as kplus from './kplus';

/**
 * A word for what is in these ConfigMaps, which is another as soon as a name, a key or a value is another. In the pod template it makes a new
 * revision of the set, so that a change of configuration is rolled out, and rolled back, like a change of the image.
 */
export function checksum(configMaps: readonly kplus.ConfigMap[]): string {
  const contents = configMaps.map(({ name, data, binaryData }) => [name, sorted(data), sorted(binaryData)] as const);
  contents.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex');
}

/** The order in which keys were added is no change. */
function sorted(data: Record<string, string>): string[][] {
  return Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
}
