import { describe, expect, it } from 'vitest';
import { eachTap, sizesOf, windowOf, windows } from '../../../testing/convolutions.ts';
import { roundings, simdsOf } from '../../../testing/simds.ts';
import { numbersOf } from '../../../testing/stream.ts';
import { testRuntime } from '../../../testing/testRuntime.ts';
import type { Simd } from '../../assembler/module.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { scratchBytes } from '../../kernel.ts';
import type { Epilogue } from '../shared/tile.ts';
import { bandsOf, type ConvolveShape, convolveArguments, emitConvolve } from './conv2d.ts';
import { emitPanels, panelsOf } from './panels.ts';
import type { Window } from './window.ts';

interface Numbers {
  readonly x: Float32Array;
  readonly w: Float32Array;
  readonly bias: Float32Array;
}

const images = 2;
/** y with a pixel's worth of room after each pixel: what lies between is not ours. */
const shapeOf = (window: Window, filters: number, epilogue?: Epilogue): ConvolveShape => {
  const { stops } = window;
  const pixel = 8 * filters;
  return {
    ...{ window, images, filters, epilogue },
    y: { pixel, row: stops.width * pixel, image: stops.height * stops.width * pixel },
  };
};

const convolve = (shape: ConvolveShape, numbers: Numbers, simd: Simd, parts = 1, room = scratchBytes) => {
  const runtime = testRuntime({ simd, parts });
  const { window, filters } = shape;
  const { height, width } = window.taps;
  const taps = Array.from({ length: height * width }, (_, tap) => [Math.floor(tap / width), tap % width] as const);
  const panelsShape = { width, inputs: window.image.channels, outputs: filters, taps, backward: false };
  const { cut, bytes } = panelsOf(runtime, panelsShape);
  const panels = runtime.room(bytes / 4);
  const pack = runtime.kernel('panels', (m) => emitPanels(m, panelsShape));
  runtime.launch(pack, [runtime.put(numbers.w), panels], { count: cut.count, work: 0 });
  const bands = bandsOf(shape, room)!;
  const kernel = runtime.kernel('convolve', (m) => emitConvolve(m, shape));
  const count = (images * shape.y.image) / 4;
  const y = runtime.room(count);
  const sizes = convolveArguments(runtime, shape, bands);
  const args = [runtime.put(numbers.x), panels, y, runtime.put(numbers.bias), ...sizes];
  runtime.launch(kernel, args, { count: images * bands.count, work: 0 });
  return [...runtime.take(y, count)];
};

const loops = ({ window, filters, epilogue }: ConvolveShape, { x, w, bias }: Numbers): number[] => {
  const { channels } = window.image;
  const { image, stops } = sizesOf(window);
  const y = new Float64Array(images * stops * filters);
  eachTap(window, (pixel, tap, stop) => {
    for (let n = 0; n < images; n++) {
      for (let q = 0; q < channels; q++) {
        for (let o = 0; o < filters; o++) {
          y[(n * stops + stop) * filters + o]! +=
            x[n * image + pixel * channels + q]! * w[(tap * channels + q) * filters + o]!;
        }
      }
    }
  });
  const done = y.map((sum, at) => sum + (epilogue?.bias ? bias[at % filters]! : 0));
  const activated = done.map((value) => (epilogue?.activation ? Math.max(0, value) : value));
  return Array.from({ length: 2 * activated.length }, (_, at) => {
    const [pixel, o] = [Math.floor(at / (2 * filters)), at % (2 * filters)];
    return o < filters ? activated[pixel * filters + o]! : Number.NaN;
  });
};

const numbersFor = (window: Window, filters: number): Numbers => {
  const { image, taps } = sizesOf(window);
  return {
    x: numbersOf(1, images * image),
    w: numbersOf(2, taps * window.image.channels * filters),
    bias: numbersOf(3, filters),
  };
};
/** Sums of these are exact in any order. */
const integersFor = (window: Window, filters: number): Numbers => {
  const { x, w, bias } = numbersFor(window, filters);
  const round = (values: Float32Array) => values.map((value) => Math.round(8 * value));
  return { x: round(x), w: round(w), bias: round(bias) };
};
const positive = (values: readonly number[]) => values.map((value) => value + 0);
const filterCounts = [1, 7, 16, 19];
const relu: Epilogue = { bias: true, activation: (x) => f32x4.max(x, v128.zero()) };

describe('a convolution', () => {
  it.each(simdsOf(false))('is that of loops over pixels, with tiles of $tile.rows x $tile.vectors', (simd) => {
    for (const window of windows) {
      for (const filters of filterCounts) {
        for (const epilogue of [undefined, relu]) {
          const numbers = integersFor(window, filters);
          const shape = shapeOf(window, filters, epilogue);
          const about = `${filters} filters, ${JSON.stringify(window)}`;
          expect(positive(convolve(shape, numbers, simd)), about).toEqual(positive(loops(shape, numbers)));
        }
      }
    }
  });

  it.each(roundings)('has the same bits for every tile, band and split (fused multiply-add: %s)', (relaxed) => {
    for (const [i, window] of windows.entries()) {
      const filters = filterCounts[i % filterCounts.length]!;
      const numbers = numbersFor(window, filters);
      const shape = shapeOf(window, filters);
      const simds = simdsOf(relaxed);
      const wanted = convolve(shape, numbers, simds[0]!);
      for (const [parts, simd] of simds.entries()) {
        const about = `${JSON.stringify(window)} on ${JSON.stringify(simd)}`;
        expect(convolve(shape, numbers, simd, 1 + parts), about).toEqual(wanted);
        // So little room that every band is a single row.
        const little = bandsOf(shape, 1) === undefined ? 20_000 : 1;
        expect(convolve(shape, numbers, simd, 1 + parts, little), about).toEqual(wanted);
      }
    }
  });

  it('of no channels is 0, with a bias the bias', () => {
    for (const dilation of [1, 2]) {
      const window = windowOf({ length: 4, taps: 2, pad: [1, 0] }, { length: 5, taps: 2, dilation }, 0);
      const numbers = numbersFor(window, 5);
      for (const epilogue of [undefined, relu]) {
        const shape = shapeOf(window, 5, epilogue);
        expect(convolve(shape, numbers, simdsOf(false)[0]!)).toEqual(loops(shape, numbers));
      }
    }
  });
});

describe('bands', () => {
  const window = windowOf({ length: 64, taps: 3, pad: [1, 1] }, { length: 100, taps: 3, pad: [1, 1] }, 16);

  it('are enough for threads to share them, and fit the room that there is', () => {
    const shape = shapeOf(window, 8);
    const { rows, count } = bandsOf(shape, scratchBytes)!;
    expect(rows * count).toBeGreaterThanOrEqual(64);
    expect((rows - 1) * count).toBeLessThan(64);
    expect(images * count).toBeGreaterThanOrEqual(32);
    const rowOfWindows = 4 * 102 * 16;
    expect(bandsOf(shape, 3 * rowOfWindows)).toEqual({ rows: 1, count: 64 });
    expect(bandsOf(shape, 3 * rowOfWindows - 1)).toBeUndefined();
  });

  it('take no room where windows never leave the picture', () => {
    const inside = windowOf({ length: 64, taps: 3 }, { length: 100, taps: 3 }, 16);
    expect(bandsOf(shapeOf(inside, 8), 0)).toBeDefined();
  });
});
