/** Characters of six bits each that need no quoting in a shell, a URL or YAML (RFC 4648, section 5). */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function textOf(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = bytes.slice(i, i + 3);
    const length = Math.min(3, bytes.length - i) + 1;
    text += [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63].slice(0, length).map((digit) => DIGITS[digit]).join('');
  }
  return text;
}

/** The bytes of a text, or nothing where `textOf` writes no such text. */
export function bytesOf(text: string): number[] | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return undefined;
    bits = (bits << 6 | digit) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push(bits >> count & 0xff);
  }
  return textOf(bytes) === text ? bytes : undefined;
}

/** A whole number, seven bits to a byte, the lowest first: small ones are short. */
export function varint(value: number): number[] {
  return value < 0x80 ? [value] : [value & 0x7f | 0x80, ...varint(Math.floor(value / 0x80))];
}

/** So many bytes of a number, the lowest first. */
export const fixed = (value: number, bytes: number): number[] => Array.from({ length: bytes }, (_, at) => value >>> 8 * at & 0xff);

/** Reads bytes one after another. Beyond the end, and for numbers that are too large, it gives NaN, and nothing after that is a number. */
export interface Reader {
  readonly isAtEnd: () => boolean;
  readonly fixed: (bytes: number) => number;
  readonly varint: () => number;
}

export function readerOf(bytes: readonly number[]): Reader {
  let at = 0;
  const next = (): number => bytes[at++] ?? Number.NaN;
  return {
    isAtEnd: () => at >= bytes.length,
    fixed: (count) => Array.from({ length: count }, next).reduce((value, byte, index) => value + byte * 2 ** (8 * index), 0),
    varint: () => {
      let value = 0;
      for (let shift = 0; shift < 28; shift += 7) {
        const byte = next();
        value += (byte & 0x7f) * 2 ** shift;
        if (Number.isNaN(byte)) return Number.NaN;
        if (byte < 0x80) return value;
      }
      return Number.NaN;
    },
  };
}
