/** Pictures are 32 × 32 × 3 bytes. */
export const side = 32;
export const pictureBytes = side * side * 3;

/** Copies a picture, of an array of many, to RGBA of a wider picture with its corner at a pixel. */
export const placeRgb = (
  pixels: Uint8Array,
  index: number,
  rgba: Uint8ClampedArray,
  width: number,
  corner: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): void => {
  let from = index * pictureBytes;
  for (let row = 0; row < side; row++) {
    let to = ((corner.y + row) * width + corner.x) * 4;
    for (let column = 0; column < side; column++, from += 3, to += 4) {
      rgba[to] = pixels[from]!;
      rgba[to + 1] = pixels[from + 1]!;
      rgba[to + 2] = pixels[from + 2]!;
      rgba[to + 3] = 255;
    }
  }
};
