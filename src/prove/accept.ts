import type { Subject } from './subject';

/** The annotation by which an author accepts findings: `<rule>: <reason>`, one per line. */
export const ACCEPT_ANNOTATION = 'cdk8s-stateful/accept';

/** The accepted rules of a set with their reasons, and what of the annotation could not be understood. */
export function acceptedBy(subject: Subject): { readonly reasons: ReadonlyMap<string, string>; readonly notes: readonly string[] } {
  const reasons = new Map<string, string>();
  const notes: string[] = [];
  for (const line of (subject.manifest.object.metadata.annotations?.[ACCEPT_ANNOTATION] ?? '').split('\n').map((text) => text.trim()).filter((text) => text !== '')) {
    const match = /^([a-z-]+\/[a-z-]+):\s*(.+)$/.exec(line);
    if (match) reasons.set(match[1], match[2]);
    else notes.push(`the annotation ${ACCEPT_ANNOTATION} has a line that is not "<rule>: <reason>": ${line}`);
  }
  return { reasons, notes };
}
