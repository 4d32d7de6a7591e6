/** What YAML reads as itself: not a number, and not one of the words that YAML 1.1 reads as a boolean or null. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9_./-]*$/i;

const scalar = (value: unknown): string => (typeof value === 'string' && PLAIN.test(value) ? value : JSON.stringify(value));

/** A value on one line, as a person would write it in YAML. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  return `{${Object.entries(value).map(([key, each]) => `${scalar(key)}: ${flow(each)}`).join(', ')}}`;
}
