export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Frames of JPEG that tell a size; C4, C8 and CC are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const ofJpeg = (view: DataView): PictureSize | undefined => {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
};

const ofWebp = (view: DataView): PictureSize | undefined => {
  const kind = view.getUint8(15);
  if (kind === 0x58) {
    const three = (at: number): number => 1 + view.getUint16(at, true) + 0x10000 * view.getUint8(at + 2);
    return { width: three(24), height: three(27) };
  }
  if (kind === 0x4c) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
};

/**
 * The size that a PNG, JPEG, GIF, WebP or BMP says it has, so that a huge one is refused before anything decodes it.
 * Undefined where its beginning does not tell.
 */
export const pictureSize = (head: Uint8Array): PictureSize | undefined => {
  if (head.length < 30) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  switch (view.getUint16(0)) {
    case 0x8950:
      return { width: view.getUint32(16), height: view.getUint32(20) };
    case 0xffd8:
      return ofJpeg(view);
    case 0x4749:
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    case 0x5249:
      return ofWebp(view);
    case 0x424d:
      return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
    default:
      return undefined;
  }
};
