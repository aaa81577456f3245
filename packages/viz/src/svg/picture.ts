// internal: a picture inside a plot, with hard pixel edges
import type { Bitmap } from './bitmap.ts';
import { element, type Markup } from './markup.ts';
import { pngDataURI } from './png.ts';

/** The size nearest below a wanted one at which every pixel is a whole number of screen pixels. */
export const crispSize = (
  { width, height }: Pick<Bitmap, 'width' | 'height'>,
  wanted: number,
): readonly [number, number] => {
  const times = wanted / Math.max(width, height);
  const whole = times >= 1 ? Math.floor(times) : times;
  return [Math.max(1, width * whole), Math.max(1, height * whole)];
};

export const picture = (bitmap: Bitmap, x: number, y: number, width: number, height: number): Markup =>
  element('image', {
    x,
    y,
    width,
    height,
    preserveAspectRatio: 'none',
    style: 'image-rendering:pixelated',
    href: pngDataURI(bitmap),
  });
