// internal: runs convolutions by their addresses

import { scratchBytes } from '../../kernel.ts';
import {
  bandsOf,
  type ConvolveShape,
  convolveArguments,
  convolveKey,
  emitConvolve,
} from '../../kernels/convolution/conv2d.ts';
import {
  emitFilterGradient,
  type FilterGradientShape,
  filterGradientArguments,
  filterGradientCut,
  filterGradientKey,
} from '../../kernels/convolution/filterGradient.ts';
import { emitPanels, type PanelsShape, panelsOf } from '../../kernels/convolution/panels.ts';
import { emitPadded, overPadded, paddedArguments, paddedBytes, type Window } from '../../kernels/convolution/window.ts';
import { emitSumOfChunks } from '../../kernels/reduction/sumOfChunks.ts';
import { flopsOfEpilogue } from '../../kernels/shared/tile.ts';
import type { Runtime } from '../../runtime.ts';

/** Runs with memory that is given back, whatever happens. */
const withRoom = <T>(runtime: Runtime, bytes: number, use: (address: number) => T): T => {
  const address = runtime.allocate(bytes);
  try {
    return use(address);
  } finally {
    runtime.free(address);
  }
};

/** Where the windows' rows are too long for a thread's scratch memory, they go over a padded copy. */
const padded = (
  runtime: Runtime,
  window: Window,
  images: number,
  x: number,
  use: (window: Window, x: number) => void,
): void => {
  const bytes = images * paddedBytes(window);
  withRoom(runtime, bytes, (copy) => {
    runtime.launch(runtime.kernel('padded', emitPadded), [x, copy, ...paddedArguments(window)], {
      count: images,
      work: bytes / 8,
      flops: 0,
    });
    use(overPadded(window), copy);
  });
};

/** About what one thread does in a nanosecond. */
const flopsPerNanosecond = 45;

export interface Convolution {
  readonly shape: ConvolveShape;
  readonly filters: PanelsShape;
  readonly epilogueKey: string;
}

export const convolve = (
  runtime: Runtime,
  { shape, filters, epilogueKey }: Convolution,
  x: number,
  w: number,
  y: number,
  bias: number,
): void => {
  const bands = bandsOf(shape, scratchBytes);
  if (bands === undefined) {
    padded(runtime, shape.window, shape.images, x, (window, copy) =>
      convolve(runtime, { shape: { ...shape, window }, filters, epilogueKey }, copy, w, y, bias),
    );
    return;
  }
  const { cut, bytes } = panelsOf(runtime, filters);
  withRoom(runtime, bytes, (panels) => {
    const { width, inputs, outputs, taps, backward } = filters;
    const pack = runtime.kernel(`panels ${width} ${inputs} ${outputs} ${backward} ${taps.join(' ')}`, (m) =>
      emitPanels(m, filters),
    );
    runtime.launch(pack, [w, panels], { count: cut.count, work: bytes / 8, flops: 0 });
    const { images, epilogue } = shape;
    const kernel = runtime.kernel(`${convolveKey(runtime, shape)} ${epilogueKey}`, (m) => emitConvolve(m, shape));
    const { stops } = shape.window;
    const numbers = images * stops.height * stops.width * shape.filters;
    const products = 2 * numbers * inputsOf(filters) * taps.length;
    const args = [x, panels, y, bias, ...convolveArguments(runtime, shape, bands)];
    runtime.launch(kernel, args, {
      count: images * bands.count,
      work: products / flopsPerNanosecond,
      flops: products + numbers * flopsOfEpilogue(epilogue),
    });
  });
};

const inputsOf = ({ inputs, outputs, backward }: PanelsShape): number => (backward ? outputs : inputs);

export const allTaps = ({ height, width }: Window['taps']): (readonly [number, number])[] =>
  Array.from({ length: height * width }, (_, tap) => [Math.floor(tap / width), tap % width] as const);

/** dw, summed over all images. */
export const accumulate = (runtime: Runtime, shape: FilterGradientShape, x: number, dy: number, dw: number): void => {
  const { window, images, filters } = shape;
  const cut = filterGradientCut(shape, scratchBytes);
  if (cut === undefined) {
    padded(runtime, window, images, x, (inside, copy) =>
      accumulate(runtime, { ...shape, window: inside }, copy, dy, dw),
    );
    return;
  }
  const { taps, image, stops } = window;
  const size = taps.height * taps.width * image.channels * filters;
  const kernel = runtime.kernel(filterGradientKey(shape), (m) => emitFilterGradient(m, shape));
  const flops = 2 * images * stops.height * stops.width * size;
  const split = { count: cut.chunks * cut.parts, work: flops / flopsPerNanosecond, flops };
  const sizes = filterGradientArguments(runtime, shape, cut);
  if (cut.chunks === 1) {
    runtime.launch(kernel, [x, dy, dw, ...sizes], split);
    return;
  }
  withRoom(runtime, 4 * size * cut.chunks, (chunks) => {
    runtime.launch(kernel, [x, dy, chunks, ...sizes], split);
    const sum = runtime.kernel('sumOfChunks', emitSumOfChunks);
    const [count, additions] = [size, size * cut.chunks];
    runtime.launch(sum, [chunks, dw, cut.chunks, size], { count, grain: 16, work: additions / 4, flops: additions });
  });
};
