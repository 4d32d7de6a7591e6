import type { ClaimLine, Leftover, NodeLine, PodState, Snapshot } from '../prove/timeline';

/** What a step changed, in few words each: who reads a counterexample must not have to compare two tables. */
export function changes(before: Snapshot, after: Snapshot): string[] {
  return [
    ...number('replicas', before.replicas, after.replicas),
    ...number('partition', before.partition, after.partition),
    ...compare(before.pods, after.pods, (pod, old) => podWords(pod, old, after), (pod) => `${pod.name} gone`),
    ...compare(before.nodes ?? [], after.nodes ?? [], nodeWords, (node) => `${node.name} gone`),
    ...after.leftovers.filter((left) => !before.leftovers.some((known) => isSame(left, known))).map(leftoverWords),
    ...compare(before.claims, after.claims, claimWords, (claim) => `claim ${claim.name} gone${claim.data ? ', its data with it' : ''}`),
  ];
}

function number(name: string, before: number | undefined, after: number | undefined): string[] {
  return before === after ? [] : [`${name} ${before ?? 'unset'} -> ${after ?? 'unset'}`];
}

function compare<T extends { readonly name: string }>(
  before: readonly T[], after: readonly T[], changed: (now: T, old: T | undefined) => string | undefined, gone: (old: T) => string,
): string[] {
  const old = new Map(before.map((item) => [item.name, item]));
  const now = new Set(after.map((item) => item.name));
  return [
    ...before.filter((item) => !now.has(item.name)).map(gone),
    ...after.flatMap((item) => changed(item, old.get(item.name)) ?? []),
  ];
}

function podWords(pod: PodState, old: PodState | undefined, snapshot: Snapshot): string | undefined {
  const words = [`${pod.name} ${pod.ready} ${pod.status}`];
  if (snapshot.revisions.length > 1 && pod.revision !== old?.revision) words.push(revisionWords(pod.revision, snapshot));
  if (pod.node && pod.node !== old?.node) words.push(`on ${pod.node}`);
  if (old && pod.restarts !== old.restarts) words.push(`restarts ${pod.restarts}`);
  const same = old && pod.ready === old.ready && pod.status === old.status && words.length === 1;
  return same ? undefined : words.join(', ');
}

const nodeWords = (node: NodeLine, old: NodeLine | undefined): string | undefined => node.status === old?.status ? undefined : `${node.name} ${node.status}`;

const isSame = (a: Leftover, b: Leftover): boolean => a.name === b.name && a.node === b.node;

const leftoverWords = ({ name, node }: Leftover): string => `a process of ${name} runs on without its pod${node === undefined ? '' : `, on ${node}`}`;

/** Revisions by their number, not their name: the hash in the name says nothing to a reader. */
export function revisionWords(name: string, snapshot: Snapshot): string {
  const known = snapshot.revisions.find((revision) => revision.name === name);
  return known ? `revision ${known.revision}` : `revision ${name}`;
}

function claimWords(claim: ClaimLine, old: ClaimLine | undefined): string | undefined {
  const words: string[] = [];
  if (claim.status !== old?.status) words.push(claim.status);
  if (claim.data && !old?.data) words.push('has data');
  if (!claim.data && old?.data) words.push('its data is gone');
  return words.length > 0 ? `claim ${claim.name} ${words.join(', ')}` : undefined;
}
