import { createHash } from 'crypto';
import { IConstruct } from 'constructs';
import * as kplus from './kplus';
import { refuse } from './refuse';
import { requireName } from './require';
import { configKey, dnsLabel } from '../manifest/admission/names';

/** core/validation/validation.go:ValidateConfigMap with core/types.go:MaxSecretSize, 1.28 to 1.36. */
const MOST_BYTES = 1024 * 1024;

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

/** @throws if the API server would not take the names of the volume and of the files, or so much at once */
export function requireFiles(where: IConstruct, volume: string, files: { [name: string]: string }): void {
  requireName(where, 'the name of the configuration', volume, dnsLabel);
  for (const name of Object.keys(files)) requireName(where, `the name of a file of '${volume}'`, name, configKey);
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes <= MOST_BYTES) return;
  refuse(where, `the files of '${volume}' have ${bytes} bytes`, `a ConfigMap has room for ${MOST_BYTES}`, 'Bring them along in an image, or in several ConfigMaps');
}
