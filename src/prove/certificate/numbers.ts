/**
 * Whole numbers as bytes, seven bits in each, the lowest first; the eighth says that more follow. Small numbers take one byte, which is what makes
 * differences worth writing.
 */
export interface Numbers {
  /** @param value is taken as 32 bits without a sign */
  readonly write: (value: number) => void;
  readonly bytes: () => Uint8Array;
}

export function numbers(): Numbers {
  let room = new Uint8Array(1 << 10);
  let length = 0;
  return {
    write: (value) => {
      if (length + 5 > room.length) {
        const larger = new Uint8Array(2 * room.length);
        larger.set(room);
        room = larger;
      }
      let left = value >>> 0;
      for (; left > 0x7f; left >>>= 7) room[length++] = left & 0x7f | 0x80;
      room[length++] = left;
    },
    bytes: () => room.slice(0, length),
  };
}
