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

/** One for all tiles: each is drawn at once and holds nothing. */
let scratch: ImageData | undefined;

/** Draws one picture of an array of many on a canvas of 32 × 32; nothing where there is none yet. */
export const drawTile = (canvas: HTMLCanvasElement, pixels: Uint8Array | undefined, index = 0): void => {
  const context = canvas.getContext('2d')!;
  if (pixels === undefined) {
    context.clearRect(0, 0, side, side);
    return;
  }
  scratch ??= new ImageData(side, side);
  placeRgb(pixels, index, scratch.data, side);
  context.putImageData(scratch, 0, 0);
};
