// internal: CRC-32 (ISO 3309, as in gzip and PNG), the checksum of a checkpoint's file

/** What a byte followed by `k` bytes of 0 comes to, for k = 0 to 7: eight bytes are looked up at once. */
const tables = (() => {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
    return remainder;
  });
  const all = [first];
  for (let k = 1; k < 8; k++) all.push(all[k - 1]!.map((before) => (before >>> 8) ^ first[before & 255]!));
  type Table = Uint32Array;
  return all as readonly Table[] as readonly [Table, Table, Table, Table, Table, Table, Table, Table];
})();

/** The checksum of bytes; `before` is that of what came before them. */
export const crc32 = (bytes: Uint8Array, before = 0): number => {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  let r = ~before;
  const whole = bytes.length - (bytes.length % 8);
  for (let i = 0; i < whole; i += 8) {
    r ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    r =
      t7[r & 255]! ^
      t6[(r >>> 8) & 255]! ^
      t5[(r >>> 16) & 255]! ^
      t4[r >>> 24]! ^
      t3[bytes[i + 4]!]! ^
      t2[bytes[i + 5]!]! ^
      t1[bytes[i + 6]!]! ^
      t0[bytes[i + 7]!]!;
  }
  for (let i = whole; i < bytes.length; i++) r = t0[(r ^ bytes[i]!) & 255]! ^ (r >>> 8);
  return ~r >>> 0;
};
