/** Things by one of their names, in the order given. Finding a thing's few namesakes so does not take longer the more things there are. */
export function groupedBy<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  return groupedByAll(things, (thing) => [keyOf(thing)]);
}

/** The same where a thing stands under several keys. */
export function groupedByAll<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    for (const key of keysOf(thing)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [thing]); else group.push(thing);
    }
  }
  return groups;
}
