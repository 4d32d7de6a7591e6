import { sequenceLength } from './text';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The text of a `!!binary` value, undefined where it is not base64. Go ignores line breaks in it, and nothing else. */
export function binaryText(encoded: string): string | undefined {
  const compact = encoded.replace(/[\r\n]/g, '');
  if (!BASE64.test(compact)) return undefined;
  return textOf(Uint8Array.from(atob(compact), (character) => character.charCodeAt(0)));
}

/** Bytes that are not UTF-8 become unpaired surrogates, one each, so that they can be told from the character U+FFFD. */
function textOf(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let start = 0;
  for (let index = 0; index < bytes.length;) {
    const length = sequenceLength(bytes, index);
    if (length === 0) {
      text += `${decoder.decode(bytes.subarray(start, index))}\udcff`;
      start = index + 1;
    }
    index += length === 0 ? 1 : length;
  }
  return text + decoder.decode(bytes.subarray(start));
}
