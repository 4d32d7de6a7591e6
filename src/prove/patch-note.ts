import { versionIn } from '../kubernetes/version';

/**
 * The first patch release of a minor version whose controller is the modelled one. Before it, a failed pod was deleted and made again in one sync, and claims had an
 * older logic of owner references (diffs of pkg/controller/statefulset between the patch releases).
 */
const MODELLED_FROM: ReadonlyMap<number, number> = new Map([[28, 13], [29, 8], [30, 4]]);

/** What there is to say of a patch release that is not quite the modelled one. */
export function patchNote(version: string): string | undefined {
  const { minor, patch } = versionIn(version)!;
  const from = MODELLED_FROM.get(minor);
  if (from === undefined || patch >= from) return undefined;
  return `the controller of Kubernetes ${version} replaces failed pods and sets the owners of claims a little differently; what is said is of 1.${minor}.${from}`;
}
