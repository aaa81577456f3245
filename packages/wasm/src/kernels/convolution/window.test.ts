import { describe, expect, it } from 'vitest';
import { sizesOf, windowOf, windows } from '../../../testing/convolutions.ts';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { type Func, integers } from '../../assembler/func.ts';
import {
  emitBand,
  emitPadded,
  emitView,
  heightSeen,
  isInside,
  overPadded,
  paddedArguments,
  paddedBytes,
  viewArguments,
  viewParameters,
  type Window,
  widthSeen,
} from './window.ts';

const imageOf = (window: Window, seed = 0): Float32Array =>
  Float32Array.from({ length: sizesOf(window).image }, (_, i) => i + 1 + seed);

/** The padded picture from row `top` on, as windows see it. */
const seenRows = (window: Window, image: Float32Array, top: number, rows: number): number[] => {
  const { channels, height, width } = window.image;
  const seen = widthSeen(window);
  return Array.from({ length: rows * seen * channels }, (_, at) => {
    const row = top + Math.floor(at / channels / seen) - window.pad.top;
    const column = (Math.floor(at / channels) % seen) - window.pad.left;
    const isThere = row >= 0 && row < height && column >= 0 && column < width;
    return isThere ? image[(row * width + column) * channels + (at % channels)]! : 0;
  });
};

describe('what windows see', () => {
  it('reaches from the first tap of the first to the last tap of the last', () => {
    const window = windowOf({ length: 9, taps: 3, stride: 2 }, { length: 9, taps: 2, dilation: 3 }, 1);
    expect([heightSeen(window, 1), heightSeen(window, 2), widthSeen(window)]).toEqual([3, 5, 9]);
  });

  it('is inside the picture where nothing is padded or cut', () => {
    expect(windows.map(isInside)).toEqual([true, true, false, false, false, false, false, false, false, false, false]);
    const wide = windowOf({ length: 4, taps: 2 }, { length: 5, taps: 2 }, 1);
    expect(isInside({ ...wide, stops: { height: 3, width: 5 } })).toBe(false);
  });

  it('in a band of rows is copied with zeros around', () => {
    for (const window of windows) {
      const image = imageOf(window);
      for (const [top, rows] of [
        [0, 1],
        [1, 3],
        [0, heightSeen(window, window.stops.height)],
      ] as const) {
        const runtime = testRuntime();
        const kernel = runtime.kernel('band', (m) => {
          const band: Func = emitBand(m);
          m.func('run', integers('to', 'image', 'begin', 'end', 'scratch'), (f, args) =>
            f.call(band, args.to, args.image, top, rows, ...viewArguments(window)),
          );
        });
        const wanted = seenRows(window, image, top, rows);
        const to = runtime.room(wanted.length + 4);
        runtime.launch(kernel, [to, runtime.put(image)], { count: 1, work: 0 });
        const about = `rows ${top} to ${top + rows} of ${JSON.stringify(window)}`;
        expect([...runtime.take(to, wanted.length + 4)], about).toEqual([...wanted, ...new Array(4).fill(Number.NaN)]);
      }
    }
  });

  it('is seen in place or in a band, from any row of windows on', () => {
    for (const window of windows) {
      const image = imageOf(window);
      for (let first = 0; first < window.stops.height; first++) {
        const rows = Math.min(2, window.stops.height - first);
        const runtime = testRuntime();
        const width = isInside(window) ? window.image.width : widthSeen(window);
        const kernel = runtime.kernel('view', (m) => {
          const view = emitView(m, window);
          const parameters = { ...integers('y', 'image'), ...viewParameters, ...integers('begin', 'end', 'scratch') };
          m.func('run', parameters, (f, args) => {
            const source = view(f, args, args.image, f.let(first), f.let(rows), args.scratch);
            f.copy(args.y, source, 4 * heightSeen(window, rows) * width * window.image.channels);
          });
        });
        const count = heightSeen(window, rows) * width * window.image.channels;
        const y = runtime.room(count);
        runtime.launch(kernel, [y, runtime.put(image), ...viewArguments(window)], { count: 1, work: 0 });
        const channels = window.image.channels;
        // In place, rows may go on beyond what windows see.
        const cropped = [...runtime.take(y, count)].filter(
          (_, at) => Math.floor(at / channels) % width < widthSeen(window),
        );
        const wanted = seenRows(window, image, first * window.stride.height, heightSeen(window, rows));
        expect(cropped, `from row ${first} of ${JSON.stringify(window)}`).toEqual(wanted);
      }
    }
  });

  it('in whole pictures is padded by as many threads as there are, and is inside then', () => {
    for (const window of windows) {
      const images = [imageOf(window), imageOf(window, 1000), imageOf(window, 2000)];
      const rows = heightSeen(window, window.stops.height);
      const wanted = images.flatMap((image) => seenRows(window, image, 0, rows));
      expect(paddedBytes(window)).toBe((4 * wanted.length) / 3);
      expect(isInside(overPadded(window))).toBe(true);
      for (const parts of [1, 2]) {
        const runtime = testRuntime({ parts });
        const to = runtime.room(wanted.length);
        const x = runtime.put(images.flatMap((image) => [...image]));
        runtime.launch(runtime.kernel('padded', emitPadded), [x, to, ...paddedArguments(window)], {
          count: 3,
          work: 0,
        });
        expect([...runtime.take(to, wanted.length)], JSON.stringify(window)).toEqual(wanted);
      }
    }
  });
});
