import { inspectorCopy } from '../copy/inspector.ts';
import { placeRgb, side } from './tile.ts';

/** A picture of 32 × 32 as a PNG, enlarged without smoothing. */
export const pngOf = (pixels: Uint8Array, zoom: number): Promise<Blob> => {
  const small = document.createElement('canvas');
  small.width = side;
  small.height = side;
  const image = new ImageData(side, side);
  placeRgb(pixels, 0, image.data, side);
  small.getContext('2d')!.putImageData(image, 0, 0);
  const large = document.createElement('canvas');
  large.width = zoom * side;
  large.height = zoom * side;
  const context = large.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, large.width, large.height);
  return new Promise((resolve, reject) => {
    large.toBlob((blob) => (blob === null ? reject(new Error(inspectorCopy.noPng)) : resolve(blob)));
  });
};
