import type { Input } from './input';
import { UsageError } from './usage-error';

/**
 * The input with only the set that is meant: `db`, or `prod/db` where two namespaces have one. The others are still there, as workloads. Nothing of it may be
 * unreadable.
 */
export function chosenSet(input: Input['input'], name: string | undefined): Input['input'] {
  const unreadable = input.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (unreadable) throw new UsageError(`${unreadable.where ? `${unreadable.where.file}:${unreadable.where.line}: ` : ''}${unreadable.message}. Run prove to see all of it`);
  const sets = input.manifests.statefulSets;
  const meant = name === undefined ? sets : sets.filter((set) => name === set.name || name === `${set.namespace}/${set.name}`);
  const names = sets.map((set) => `${set.namespace}/${set.name}`).join(', ');
  if (meant.length === 0) throw new UsageError(`unknown set ${name}; known are ${names}`);
  if (meant.length > 1) throw new UsageError(`there is more than one set: name one with --set; known are ${names}`);
  const others = [...input.manifests.others, ...sets.filter((set) => !meant.includes(set))];
  return { ...input, manifests: { ...input.manifests, statefulSets: meant, others } };
}
