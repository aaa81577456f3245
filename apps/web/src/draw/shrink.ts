import { side } from './tile.ts';

/** Of the largest canvas on the way. */
const largest = 2048;

/** The biggest square in the middle. */
export const centreCrop = (width: number, height: number) => {
  const size = Math.min(width, height);
  return { x: Math.floor((width - size) / 2), y: Math.floor((height - size) / 2), size };
};

/** Sides on the way down to 32, each half of the one before, so that every pixel counts: 300 goes by 256, 128, 64. */
export const halvings = (from: number): readonly number[] => {
  const sizes = [side];
  while (sizes[0]! * 2 <= Math.min(from, largest)) sizes.unshift(sizes[0]! * 2);
  return sizes;
};

const square = (size: number): OffscreenCanvasRenderingContext2D => {
  const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: size === side })!;
  context.imageSmoothingQuality = 'high';
  // Where a picture is transparent the network would see black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size, size);
  return context;
};

/** The middle of a picture as `[32, 32, 3]` bytes. */
export const shrink = (picture: ImageBitmap): Uint8Array => {
  const crop = centreCrop(picture.width, picture.height);
  let context: OffscreenCanvasRenderingContext2D | undefined;
  for (const size of halvings(crop.size)) {
    const smaller = square(size);
    if (context === undefined) smaller.drawImage(picture, crop.x, crop.y, crop.size, crop.size, 0, 0, size, size);
    else smaller.drawImage(context.canvas, 0, 0, size, size);
    context = smaller;
  }
  return withoutAlpha(context!.getImageData(0, 0, side, side).data);
};

export const withoutAlpha = (rgba: Uint8ClampedArray): Uint8Array => {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let pixel = 0; pixel * 4 < rgba.length; pixel++) rgb.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  return rgb;
};

/** A small copy to look at, as wide and high as the picture's shape allows. */
export const thumbnail = (picture: ImageBitmap, most = 288): Promise<ImageBitmap> => {
  const scale = Math.min(1, most / Math.max(picture.width, picture.height));
  return createImageBitmap(picture, {
    resizeWidth: Math.max(1, Math.round(scale * picture.width)),
    resizeHeight: Math.max(1, Math.round(scale * picture.height)),
    resizeQuality: 'high',
  });
};
