const { imul } = Math;

/** A short name for a text, by which reports of parts of a run count what they have in common. Nothing is decided by it, so 64 bits of no cryptographic strength are enough. */
export function fingerprint(text: string): string {
  let a = 0x2545f491;
  let b = 0x6a09e667;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = imul(a ^ code, 0x9e3779b1);
    a ^= a >>> 15;
    b = imul(b + code, 0x85ebca77);
    b ^= b >>> 13;
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
