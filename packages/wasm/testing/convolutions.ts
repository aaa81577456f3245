import type { Window } from '../src/kernels/convolution/window.ts';

export interface Along {
  readonly length: number;
  readonly taps: number;
  readonly stride?: number;
  readonly dilation?: number;
  /** Before and after. */
  readonly pad?: readonly [number, number];
}

/** A window by rows and by columns, at all the places that the padding has for it. */
export const windowOf = (rows: Along, columns: Along, channels: number): Window => {
  const stopsOf = ({ length, taps, stride = 1, dilation = 1, pad = [0, 0] }: Along): number =>
    Math.floor((length + pad[0] + pad[1] - (taps - 1) * dilation - 1) / stride) + 1;
  return {
    image: { height: rows.length, width: columns.length, channels },
    taps: { height: rows.taps, width: columns.taps },
    stride: { height: rows.stride ?? 1, width: columns.stride ?? 1 },
    dilation: { height: rows.dilation ?? 1, width: columns.dilation ?? 1 },
    pad: { top: rows.pad?.[0] ?? 0, left: columns.pad?.[0] ?? 0 },
    stops: { height: stopsOf(rows), width: stopsOf(columns) },
  };
};

/** Windows with and without padding, strides and dilations, long and short, and one that sees nothing of the image. */
export const windows: readonly Window[] = [
  windowOf({ length: 1, taps: 1 }, { length: 1, taps: 1 }, 1),
  windowOf({ length: 5, taps: 3 }, { length: 9, taps: 2 }, 3),
  windowOf({ length: 5, taps: 3, pad: [1, 1] }, { length: 7, taps: 3, pad: [1, 1] }, 4),
  windowOf({ length: 6, taps: 3, stride: 2, pad: [0, 1] }, { length: 9, taps: 3, stride: 2, pad: [1, 2] }, 5),
  windowOf({ length: 4, taps: 2, stride: 3, pad: [2, 3] }, { length: 5, taps: 4, stride: 2, pad: [3, 0] }, 2),
  windowOf({ length: 9, taps: 3, dilation: 2, pad: [2, 2] }, { length: 8, taps: 2, dilation: 3 }, 3),
  windowOf({ length: 7, taps: 2, dilation: 3 }, { length: 6, taps: 3, pad: [1, 1] }, 17),
  windowOf({ length: 3, taps: 3, pad: [-1, 2] }, { length: 5, taps: 2, pad: [-2, 3] }, 4),
  windowOf({ length: 2, taps: 1, pad: [3, 3] }, { length: 2, taps: 1, pad: [4, 1] }, 2),
  windowOf({ length: 4, taps: 3, pad: [1, 1] }, { length: 4, taps: 3, pad: [1, 1] }, 70),
  windowOf({ length: 1, taps: 1 }, { length: 300, taps: 5, pad: [2, 2] }, 2),
];

/**
 * The pixels that windows see, by number: of the image, of the tap and of the stop. Outside of the image there is none.
 */
export const eachTap = (window: Window, visit: (pixel: number, tap: number, stop: number) => void): void => {
  const { image, taps, stride, dilation, pad, stops } = window;
  for (let stop = 0; stop < stops.height * stops.width; stop++) {
    for (let tap = 0; tap < taps.height * taps.width; tap++) {
      const row =
        Math.floor(stop / stops.width) * stride.height + Math.floor(tap / taps.width) * dilation.height - pad.top;
      const column = (stop % stops.width) * stride.width + (tap % taps.width) * dilation.width - pad.left;
      const isInside = row >= 0 && row < image.height && column >= 0 && column < image.width;
      if (isInside) visit(row * image.width + column, tap, stop);
    }
  }
};

/** How many numbers there are: in an image, and of the stops and taps. */
export const sizesOf = ({ image, stops, taps }: Window) => ({
  image: image.height * image.width * image.channels,
  stops: stops.height * stops.width,
  taps: taps.height * taps.width,
});
