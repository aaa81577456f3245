import { describe, expect, it } from 'vitest';
import { eachTap, sizesOf, windowOf, windows } from '../../../testing/convolutions.ts';
import { roundings, simdsOf } from '../../../testing/simds.ts';
import { numbersOf } from '../../../testing/stream.ts';
import { testRuntime } from '../../../testing/testRuntime.ts';
import type { Simd } from '../../assembler/module.ts';
import { scratchBytes } from '../../kernel.ts';
import {
  emitFilterGradient,
  type FilterGradientShape,
  filterGradientArguments,
  filterGradientCut,
} from './filterGradient.ts';
import type { Window } from './window.ts';

interface Numbers {
  readonly x: Float32Array;
  readonly dy: Float32Array;
}

/** dw of each chunk. */
const gradient = (shape: FilterGradientShape, { x, dy }: Numbers, simd: Simd, parts = 1, room = scratchBytes) => {
  const cut = filterGradientCut(shape, room)!;
  const runtime = testRuntime({ simd, parts });
  const count = cut.chunks * sizesOf(shape.window).taps * shape.window.image.channels * shape.filters;
  const chunks = runtime.room(count + 4);
  const kernel = runtime.kernel('filterGradient', (m) => emitFilterGradient(m, shape));
  const args = [runtime.put(x), runtime.put(dy), chunks, ...filterGradientArguments(runtime, shape, cut)];
  runtime.launch(kernel, args, { count: cut.chunks * cut.parts, work: 0 });
  expect([...runtime.take(chunks + 4 * count, 4)]).toEqual(new Array(4).fill(Number.NaN));
  return [...runtime.take(chunks, count)];
};

const loops = ({ window, images, filters }: FilterGradientShape, { x, dy }: Numbers): number[] => {
  const { channels } = window.image;
  const { image, stops, taps } = sizesOf(window);
  const dw = new Float64Array(taps * channels * filters);
  eachTap(window, (pixel, tap, stop) => {
    for (let n = 0; n < images; n++) {
      for (let q = 0; q < channels; q++) {
        for (let o = 0; o < filters; o++) {
          dw[(tap * channels + q) * filters + o]! +=
            x[n * image + pixel * channels + q]! * dy[(n * stops + stop) * filters + o]!;
        }
      }
    }
  });
  return [...dw];
};

const numbersFor = ({ window, images, filters }: FilterGradientShape): Numbers => ({
  x: numbersOf(1, images * sizesOf(window).image),
  dy: numbersOf(2, images * sizesOf(window).stops * filters),
});
/** Sums of these are exact in any order. */
const integersFor = (shape: FilterGradientShape): Numbers => {
  const { x, dy } = numbersFor(shape);
  const round = (values: Float32Array) => values.map((value) => Math.round(4 * value));
  return { x: round(x), dy: round(dy) };
};

const shapeOf = (window: Window, images: number, filters: number): FilterGradientShape => ({ window, images, filters });
const shapes = windows.flatMap((window, i) => [
  shapeOf(window, 1, [1, 7, 16, 19][i % 4]!),
  shapeOf(window, 3, [19, 5, 8, 33][i % 4]!),
]);
const summed = (chunks: readonly number[], size: number): number[] =>
  Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let at = i; at < chunks.length; at += size) sum += chunks[at]!;
    return sum;
  });

describe('the gradient by filters', () => {
  it.each(simdsOf(false))('is, summed over chunks, that of loops, with tiles of $tile.rows x $tile.vectors', (simd) => {
    for (const shape of shapes) {
      const numbers = integersFor(shape);
      const wanted = loops(shape, numbers);
      const about = `${shape.images} images, ${shape.filters} filters, ${JSON.stringify(shape.window)}`;
      expect(summed(gradient(shape, numbers, simd), wanted.length), about).toEqual(wanted.map((value) => value + 0));
    }
  });

  it.each(roundings)('has the same bits for every tile and split (fused multiply-add: %s)', (relaxed) => {
    for (const shape of shapes) {
      const numbers = numbersFor(shape);
      const simds = simdsOf(relaxed);
      const wanted = gradient(shape, numbers, simds[0]!);
      for (const [parts, simd] of simds.entries()) {
        const about = `${JSON.stringify(shape)} on ${JSON.stringify(simd)}`;
        expect(gradient(shape, numbers, simd, 1 + parts), about).toEqual(wanted);
      }
    }
  });
});

describe('its cut', () => {
  const square = windowOf({ length: 32, taps: 3, pad: [1, 1] }, { length: 32, taps: 3, pad: [1, 1] }, 8);

  it('depends only on the shape: chunks of images, bounded in memory, and parts where there are few', () => {
    const cut = (images: number, filters = 16) => filterGradientCut(shapeOf(square, images, filters), scratchBytes)!;
    expect([cut(1).chunks, cut(5).chunks, cut(100).chunks]).toEqual([1, 5, 16]);
    expect([cut(1).parts, cut(5).parts, cut(100).parts]).toEqual([8, 1, 1]);
    const wide = windowOf({ length: 4, taps: 3 }, { length: 4, taps: 3 }, 512);
    expect(filterGradientCut(shapeOf(wide, 100, 512), scratchBytes)!.chunks).toBe(1);
  });

  it('has bands of 128 pixels, of whole rows or of pieces of one', () => {
    const { rows, pieces } = filterGradientCut(shapeOf(square, 1, 16), scratchBytes)!;
    expect([rows, pieces.count]).toEqual([4, 1]);
    const signal = windowOf({ length: 1, taps: 1 }, { length: 1000, taps: 5 }, 2);
    const long = filterGradientCut(shapeOf(signal, 1, 64), scratchBytes)!;
    expect([long.rows, long.pieces.count, long.pieces.longest]).toEqual([1, 8, 125]);
  });

  it('is for the room that there is, and fails where not even one row of windows fits', () => {
    const shape = shapeOf(square, 1, 16);
    // A band of x, [3, 34, 8], and one row of dy in panels, [32, 32].
    const least = 4 * (3 * 34 * 8 + 32 * 32);
    expect(filterGradientCut(shape, least)!.rows).toBe(1);
    expect(filterGradientCut(shape, 4 * (3 * 34 * 8))).toBeUndefined();
    const numbers = numbersFor(shape);
    const simd = simdsOf(false)[0]!;
    expect(gradient(shape, numbers, simd, 2, least).length).toBe(9 * 8 * 16);
  });

  it('takes more filters than fit the room row by row', () => {
    const shape = shapeOf(windowOf({ length: 2, taps: 2 }, { length: 12, taps: 2 }, 2), 2, 40);
    const numbers = integersFor(shape);
    const room = 4 * 56 * 6;
    expect(filterGradientCut(shape, room)!.pieces.longest).toBe(3);
    const wanted = loops(shape, numbers).map((value) => value + 0);
    expect(summed(gradient(shape, numbers, simdsOf(false)[0]!, 1, room), wanted.length)).toEqual(wanted);
  });
});
