import { type Conv2DInfo, windowArguments } from '../src/tfjs/adapter/geometry.ts';

/** What the kernels are told of windows. */
export type Geometry = Pick<
  Conv2DInfo,
  | 'batchSize'
  | 'inHeight'
  | 'inWidth'
  | 'inChannels'
  | 'outHeight'
  | 'outWidth'
  | 'filterHeight'
  | 'filterWidth'
  | 'strideHeight'
  | 'strideWidth'
  | 'dilationHeight'
  | 'dilationWidth'
> & { readonly padInfo: { readonly top: number; readonly left: number } };

export const argumentsOf = (geometry: Geometry): number[] => windowArguments('test', geometry as Conv2DInfo);

export const inSize = (g: Geometry): number => g.batchSize * g.inHeight * g.inWidth * g.inChannels;
export const outSize = (g: Geometry): number => g.batchSize * g.outHeight * g.outWidth * g.inChannels;

type Draw = () => number;

export const drawFrom = <T>(draw: Draw, choices: readonly T[]): T => choices[Math.floor(draw() * choices.length)]!;

/** Numbers between -1 and 1, in `steps` steps each way: few steps make many of them equal. */
export const drawNumbers = (draw: Draw, count: number, steps = 1000): Float32Array =>
  Float32Array.from({ length: count }, () => Math.round((2 * draw() - 1) * steps) / steps);

/** One axis: length, window, stride, dilation, padding before, and how many windows the padded axis holds. */
const drawAxis = (draw: Draw) => {
  const length = drawFrom(draw, [0, 1, 2, 3, 5, 7, 8, 12, 13]);
  const [taps, stride, dilation] = [
    drawFrom(draw, [1, 2, 3, 4, 5]),
    drawFrom(draw, [1, 2, 3]),
    drawFrom(draw, [1, 1, 2, 3]),
  ];
  const extent = (taps - 1) * dilation + 1;
  const [before, after] = [Math.floor(draw() * extent), Math.floor(draw() * extent)];
  const out = Math.max(0, Math.floor((length + before + after - extent) / stride) + 1);
  return { length, taps, stride, dilation, before, out };
};

export const drawGeometry = (draw: Draw): Geometry => {
  const [rows, columns] = [drawAxis(draw), drawAxis(draw)];
  return {
    batchSize: drawFrom(draw, [0, 1, 2, 3]),
    inHeight: rows.length,
    inWidth: columns.length,
    inChannels: drawFrom(draw, [0, 1, 2, 3, 4, 5, 7, 8, 16, 17, 23, 32, 33]),
    outHeight: rows.out,
    outWidth: columns.out,
    filterHeight: rows.taps,
    filterWidth: columns.taps,
    strideHeight: rows.stride,
    strideWidth: columns.stride,
    dilationHeight: rows.dilation,
    dilationWidth: columns.dilation,
    padInfo: { top: rows.before, left: columns.before },
  };
};

export interface Tap {
  /** Places in the input, the output and the filter. */
  readonly input: number;
  readonly output: number;
  readonly filter: number;
}

/** The taps of each window that lie in the input, row by row. */
export const windowsIn = (g: Geometry): Tap[][] => {
  const windows: Tap[][] = [];
  for (let place = 0; place < outSize(g); place++) {
    const channel = place % g.inChannels;
    const column = Math.floor(place / g.inChannels) % g.outWidth;
    const row = Math.floor(place / g.inChannels / g.outWidth) % g.outHeight;
    const image = Math.floor(place / g.inChannels / g.outWidth / g.outHeight);
    const taps: Tap[] = [];
    for (let p = 0; p < g.filterHeight; p++) {
      for (let q = 0; q < g.filterWidth; q++) {
        const y = row * g.strideHeight - g.padInfo.top + p * g.dilationHeight;
        const x = column * g.strideWidth - g.padInfo.left + q * g.dilationWidth;
        if (y < 0 || y >= g.inHeight || x < 0 || x >= g.inWidth) continue;
        taps.push({
          input: ((image * g.inHeight + y) * g.inWidth + x) * g.inChannels + channel,
          output: place,
          filter: (p * g.filterWidth + q) * g.inChannels + channel,
        });
      }
    }
    windows.push(taps);
  }
  return windows;
};
