/**
 * What a plain or tagged scalar means to Kubernetes: the rules of go-yaml v2 (resolve.go), which sigs.k8s.io/yaml 1.4 uses.
 * They are neither YAML 1.1 nor 1.2: `yes` is true and `017` is 15, but `1:30` and dates are strings.
 */
import { isTimestamp } from './timestamp';

export type ScalarValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** In decimal, with all digits. `unsigned` are those above the largest signed 64-bit integer: they cannot be keys. */
  | { readonly kind: 'integer'; readonly digits: string; readonly unsigned: boolean }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string };

export type Resolution = ScalarValue | { readonly kind: 'mismatch'; readonly message: string };

const YAML = 'tag:yaml.org,2002:';
export const BINARY_TAG = `${YAML}binary`;
export const MERGE_TAG = `${YAML}merge`;
const RESOLVED_TAGS = new Set(['', ...['str', 'bool', 'int', 'float', 'null', 'timestamp'].map((name) => YAML + name)]);

/** go-yaml looks at the first character before it looks anything up, so that `<<` outside a key is text. */
const MAY_BE_MORE_THAN_TEXT = /^(?:$|[-+0-9.~yYnNtTfFoO])/;
const STARTS_LIKE_A_NUMBER = /^[-+0-9]/;

const WORDS = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, { kind: 'boolean', value: true }] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, { kind: 'boolean', value: false }] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, { kind: 'null' }] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, { kind: 'float', value: NaN }] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, { kind: 'float', value: Infinity }] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, { kind: 'float', value: -Infinity }] as const),
]);

/** The value of a scalar with this full tag, '' where it has none. */
export function resolveScalar(tag: string, text: string): Resolution {
  if (!RESOLVED_TAGS.has(tag) || tag === `${YAML}str`) return { kind: 'string', value: text };
  const found = resolvePlain(text);
  const wanted = tag.slice(YAML.length);
  if (tag === '' || wanted === tagName(found)) return found;
  if (wanted === 'timestamp' && found.kind === 'string' && isTimestamp(text)) return found;
  if (wanted === 'float' && found.kind === 'integer' && !found.unsigned) return { kind: 'float', value: Number(found.digits) };
  return { kind: 'mismatch', message: `cannot decode !!${tagName(found)} \`${abbreviated(text)}\` as a !!${wanted}` };
}

function resolvePlain(text: string): ScalarValue {
  if (!MAY_BE_MORE_THAN_TEXT.test(text)) return { kind: 'string', value: text };
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('.')) return leadingPoint(text) ?? { kind: 'string', value: text };
  if (STARTS_LIKE_A_NUMBER.test(text)) return number(text.replaceAll('_', '')) ?? { kind: 'string', value: text };
  return { kind: 'string', value: text };
}

/** Go's strconv.ParseFloat of a text that starts with a point: underscores only between digits. */
function leadingPoint(text: string): ScalarValue | undefined {
  if (!/^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/.test(text)) return undefined;
  return finite(text.replaceAll('_', ''));
}

function number(text: string): ScalarValue | undefined {
  const integer = parseInteger(text);
  if (integer !== undefined) return integer;
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return finite(text);
  // go-yaml's own second try for binary numbers takes a sign after the prefix.
  const signedBinary = /^0b([-+])([01]+)$/.exec(text);
  return signedBinary === null ? undefined : sixtyFourBits(signedBinary[1], '0b', signedBinary[2]);
}

/** A number too large for a double is text to Go: strconv.ParseFloat answers ErrRange. */
function finite(text: string): ScalarValue | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'float', value } : undefined;
}

/** strconv.ParseInt, then ParseUint, with base 0: 0b, 0o, 0x, and a leading 0 for octal. */
function parseInteger(text: string): ScalarValue | undefined {
  const match = /^([-+]?)(?:0[bB]([01]+)|0[oO]?([0-7]+)|0[xX]([0-9a-fA-F]+)|(0|[1-9][0-9]*))$/.exec(text);
  if (match === null) return undefined;
  const [, sign, binary, octal, hexadecimal, decimal] = match;
  if (binary !== undefined) return sixtyFourBits(sign, '0b', binary);
  if (octal !== undefined) return sixtyFourBits(sign, '0o', octal);
  if (hexadecimal !== undefined) return sixtyFourBits(sign, '0x', hexadecimal);
  return sixtyFourBits(sign, '', decimal);
}

const LARGEST_SIGNED = 2n ** 63n - 1n;
const LARGEST_UNSIGNED = 2n ** 64n - 1n;
/** No 64-bit number is longer, and BigInt takes quadratic time for what is. */
const LONGEST_INTEGER = 64;

/** Undefined where it does not fit: signed numbers have 63 bits, numbers without a sign 64. */
function sixtyFourBits(sign: string, prefix: '' | '0b' | '0o' | '0x', digits: string): ScalarValue | undefined {
  const significant = digits.replace(/^0+(?=.)/, '');
  if (significant.length > LONGEST_INTEGER) return undefined;
  const size = BigInt(prefix + significant);
  if (size > (sign === '' ? LARGEST_UNSIGNED : sign === '+' ? LARGEST_SIGNED : LARGEST_SIGNED + 1n)) return undefined;
  return { kind: 'integer', digits: (sign === '-' ? -size : size).toString(), unsigned: size > LARGEST_SIGNED && sign === '' };
}

function tagName(value: ScalarValue): string {
  switch (value.kind) {
    case 'boolean': return 'bool';
    case 'integer': return 'int';
    case 'string': return 'str';
    default: return value.kind;
  }
}

function abbreviated(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}
