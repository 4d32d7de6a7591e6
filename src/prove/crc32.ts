/** The polynomial of IEEE 802.3, its bits reversed. */
const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? rest >>> 1 ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/** The cyclic redundancy check of 32 bits that gzip and Ethernet use: it notices every change within 32 bits in a row. It keeps out mistakes, not malice. */
export function crc32(bytes: Uint8Array): number {
  let rest = ~0;
  for (const byte of bytes) rest = rest >>> 8 ^ TABLE[(rest ^ byte) & 0xff];
  return ~rest >>> 0;
}
