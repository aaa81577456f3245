/**
 * How a camera held the picture, of a JPEG file: the EXIF tag 0x0112, from 1 (upright) to 8. 1 where nothing says
 * otherwise. EXIF 3.0 (CIPA DC-008), "Orientation".
 */
export const orientationOf = (bytes: Buffer): number => {
  try {
    for (let at = 2; bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
      const isExif = bytes[at + 1] === 0xe1 && bytes.toString('latin1', at + 4, at + 10) === 'Exif\0\0';
      if (isExif) return fromTiff(bytes.subarray(at + 10));
      if (bytes[at + 1] === 0xda) break; // the pixels begin
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // cut short: nothing says otherwise
  }
  return 1;
};

const fromTiff = (tiff: Buffer): number => {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = short(directory);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (short(entry) !== 0x0112) continue;
    const orientation = short(entry + 8);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
};
