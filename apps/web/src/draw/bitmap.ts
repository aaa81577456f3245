import { pictureBytes, side } from './tile.ts';

const headBytes = 54;
const fileBytes = headBytes + pictureBytes;

/** What stands before the pixels of a Windows bitmap: the file's head, then the picture's. */
const head = (): Uint8Array => {
  const bytes = new Uint8Array(fileBytes);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, fileBytes, true);
  view.setUint32(10, headBytes, true);
  view.setUint32(14, headBytes - 14, true);
  view.setInt32(18, side, true);
  // Negative: the top row comes first.
  view.setInt32(22, -side, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  view.setUint32(34, pictureBytes, true);
  return bytes;
};

/** Written anew for each picture: it is text before the next one comes. */
let file: Uint8Array | undefined;

/**
 * The address of one picture, of an array of many, for an `<img>`: its bytes themselves, as a bitmap, which every
 * browser reads. Dozens of small canvases would each cost something in every frame; dozens of images do not.
 */
export const bitmapUrl = (pixels: Uint8Array, index = 0): string => {
  file ??= head();
  const from = index * pictureBytes;
  for (let at = 0; at < pictureBytes; at += 3) {
    file[headBytes + at] = pixels[from + at + 2]!;
    file[headBytes + at + 1] = pixels[from + at + 1]!;
    file[headBytes + at + 2] = pixels[from + at]!;
  }
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...file))}`;
};
