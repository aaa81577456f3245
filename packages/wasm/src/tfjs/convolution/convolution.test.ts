import { describe, expect, it } from 'vitest';
import { eachTap, sizesOf, windowOf } from '../../../testing/convolutions.ts';
import { numbersOf } from '../../../testing/stream.ts';
import { type TestRuntime, testRuntime } from '../../../testing/testRuntime.ts';
import { accumulate, allTaps, convolve } from './convolution.ts';

const [images, filters] = [2, 3];
const near = windowOf({ length: 5, taps: 3, pad: [1, 1] }, { length: 6, taps: 2, pad: [0, 1] }, 2);
/** Of which not even one row fits a thread's scratch memory. */
const far = windowOf({ length: 2, taps: 1 }, { length: 9000, taps: 2, pad: [1, 0] }, 64);

const integers = (seed: number, count: number): Float32Array =>
  numbersOf(seed, count).map((value) => Math.round(3 * value));

const draw = (window: typeof near) => {
  const { image, stops, taps } = sizesOf(window);
  const size = taps * window.image.channels * filters;
  return {
    ...{ x: integers(1, images * image), w: integers(2, size), dy: integers(3, images * stops * filters) },
    ...{ image, stops, size },
  };
};

const run = (runtime: TestRuntime, window: typeof near) => {
  const { x, w, dy, stops, size } = draw(window);
  const { channels } = window.image;
  const pixel = 4 * filters;
  const y = runtime.room(images * stops * filters);
  const dw = runtime.room(size);
  const place = { image: stops * pixel, row: window.stops.width * pixel, pixel };
  const panels = { inputs: channels, outputs: filters, taps: allTaps(window.taps), backward: false };
  const [xAt, dyAt] = [runtime.put(x), runtime.put(dy)];
  convolve(
    runtime,
    {
      shape: { window, images, filters, y: place },
      filters: { ...panels, width: window.taps.width },
      epilogueKey: '',
    },
    ...([xAt, runtime.put(w), y, 0] as const),
  );
  accumulate(runtime, { window, images, filters }, xAt, dyAt, dw);
  return { y: [...runtime.take(y, images * stops * filters)], dw: [...runtime.take(dw, size)] };
};

const loops = (window: typeof near) => {
  const { x, w, dy, image, stops, size } = draw(window);
  const { channels } = window.image;
  const [y, dw] = [new Float64Array(dy.length), new Float64Array(size)];
  eachTap(window, (pixel, tap, stop) => {
    for (let at = 0; at < images * channels * filters; at++) {
      const [n, q, o] = [Math.floor(at / channels / filters), Math.floor(at / filters) % channels, at % filters];
      const [xAt, wAt] = [n * image + pixel * channels + q, (tap * channels + q) * filters + o];
      const yAt = (n * stops + stop) * filters + o;
      y[yAt]! += x[xAt]! * w[wAt]!;
      dw[wAt]! += x[xAt]! * dy[yAt]!;
    }
  });
  return { y: [...y], dw: [...dw] };
};

describe('a convolution by its addresses', () => {
  it.each([
    ['in bands', near],
    ['over a padded copy, where bands do not fit', far],
  ] as const)('runs %s, and gives back what memory it takes', (_, window) => {
    for (const parts of [1, 3]) {
      const runtime = testRuntime({ parts });
      const { y, dw } = run(runtime, window);
      const wanted = loops(window);
      expect(y.every((value, i) => value === wanted.y[i])).toBe(true);
      expect(dw.map((value) => value + 0)).toEqual(wanted.dw.map((value) => value + 0));
      expect(runtime.borrowed()).toBe(0);
    }
  });

  it('compiles its kernels once', () => {
    const runtime = testRuntime();
    let compiled = 0;
    const counted: TestRuntime = {
      ...runtime,
      kernel: (key, write) =>
        runtime.kernel(key, (m) => {
          compiled += 1;
          write(m);
        }),
    };
    run(counted, near);
    expect(compiled).toBe(4);
    run(counted, near);
    expect(compiled).toBe(4);
    // A window that never leaves the picture reads it where it is.
    run(counted, { ...near, pad: { top: 0, left: 0 }, stops: { height: 3, width: 5 } });
    expect(compiled).toBe(6);
  });

  it('compiles none anew for pictures of other sizes, but narrow ones', () => {
    const runtime = testRuntime();
    const kernels = new Set<string>();
    const watched: TestRuntime = {
      ...runtime,
      kernel: (key, write) => {
        kernels.add(key);
        return runtime.kernel(key, write);
      },
    };
    const sized = (height: number, width: number) =>
      windowOf({ length: height, taps: 3, pad: [1, 1] }, { length: width, taps: 2, stride: 2, pad: [width % 2, 1] }, 2);
    for (const [height, width] of [
      [5, 12],
      [3, 13],
      [16, 17],
      [2, 300],
      [40, 15],
    ] as const) {
      const { y, dw } = run(watched, sized(height, width));
      const wanted = loops(sized(height, width));
      expect(y).toEqual(wanted.y);
      expect(dw).toEqual(wanted.dw);
    }
    expect(kernels.size).toBe(4);
    run(watched, sized(5, 3));
    expect(kernels.size).toBe(5);
  });
});

it('taps go row by row', () => {
  expect(allTaps({ height: 2, width: 2 })).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
});
