/** What a value lacks of a part, one line for each field: nothing where all of the part is there. */
export function missing(value: unknown, part: unknown, path: string = ''): string[] {
  if (isList(part)) {
    if (!isList(value)) return [different(value, part, path)];
    if (value.length !== part.length) return [`${path} has ${value.length} items, not ${part.length}`];
    return part.flatMap((item, index) => missing(value[index], item, `${path}[${index}]`));
  }
  if (isFields(part)) {
    if (!isFields(value)) return [different(value, part, path)];
    return Object.entries(part).flatMap(([name, field]) => missing(value[name], field, path === '' ? name : `${path}.${name}`));
  }
  return value === part ? [] : [different(value, part, path)];
}

function different(value: unknown, part: unknown, path: string): string {
  return value === undefined ? `${path} is missing, and should be ${JSON.stringify(part)}` : `${path} is ${JSON.stringify(value)}, not ${JSON.stringify(part)}`;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isFields(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !isList(value);
}
