/** Bytes to text, and offsets in it to lines and columns. */

export type Decoded = { readonly text: string } | { readonly problem: string; readonly offset: number; readonly advice: string };

/** Kubernetes reads UTF-8, with or without a byte order mark. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  if (looksLikeUtf16(bytes)) return { problem: 'the file is UTF-16', offset: 0, advice: 'save it as UTF-8' };
  const invalid = invalidUtf8At(bytes);
  if (invalid !== undefined) return { problem: `invalid UTF-8 at byte ${invalid}`, offset: invalid, advice: 'save the file as UTF-8' };
  return { text: new TextDecoder('utf-8').decode(bytes) };
}

function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe) || (bytes.length > 1 && (first === 0) !== (second === 0));
}

/** The index of the first byte that is not part of a well-formed UTF-8 sequence. */
function invalidUtf8At(bytes: Uint8Array): number | undefined {
  for (let index = 0; index < bytes.length;) {
    const length = sequenceLength(bytes, index);
    if (length === 0) return index;
    index += length;
  }
  return undefined;
}

/** The length of the well-formed UTF-8 sequence that starts here, 0 where none does (Unicode 15, table 3-7). */
export function sequenceLength(bytes: Uint8Array, index: number): 0 | 1 | 2 | 3 | 4 {
  const first = bytes[index];
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const second = bytes[index + 1];
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (!(second >= lowest && second <= highest)) return 0;
  if (first < 0xe0) return 2;
  if (!isContinuation(bytes[index + 2])) return 0;
  if (first < 0xf0) return 3;
  return isContinuation(bytes[index + 3]) ? 4 : 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}

/** The offsets at which the lines of a text start. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** Line and column of an offset, both from 1. */
export function positionAt(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low] + 1 };
}
