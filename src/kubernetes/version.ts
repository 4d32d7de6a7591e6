/** The versions of Kubernetes that are told apart. */

/** A version 1.minor.patch. */
export interface Version {
  readonly minor: number;
  readonly patch: number;
}

/** The last patch release of each minor version whose sources were read. */
const LAST_PATCH: ReadonlyMap<number, number> = new Map([[28, 15], [29, 14], [30, 14], [31, 14], [32, 13], [33, 13], [34, 4], [35, 4], [36, 3]]);

/** Such as `1.34.0 to 1.34.4`, oldest first. */
export const KNOWN_VERSIONS: readonly string[] = [...LAST_PATCH].map(([minor, patch]) => `1.${minor}.0 to 1.${minor}.${patch}`);

/** Understands `1.34.4`, `v1.34.4` and `1.34`, which is its last patch known. Nothing for what is no version, or none that is known. */
export function versionIn(text: string): Version | undefined {
  const match = /^v?1\.(0|[1-9][0-9]?)(?:\.(0|[1-9][0-9]?))?$/.exec(text);
  if (match === null) return undefined;
  const minor = Number(match[1]);
  const last = LAST_PATCH.get(minor);
  if (last === undefined) return undefined;
  const patch = match[2] === undefined ? last : Number(match[2]);
  return patch <= last ? { minor, patch } : undefined;
}

export const versionText = ({ minor, patch }: Version): string => `1.${minor}.${patch}`;

/** Whether a version is 1.minor.patch or later. */
export const isSince = (version: Version, minor: number, patch = 0): boolean => version.minor > minor || version.minor === minor && version.patch >= patch;
