import { describe, expect, it } from 'vitest';
import { eachTap, sizesOf, windowOf, windows } from '../../../testing/convolutions.ts';
import type { Window } from '../../kernels/convolution/window.ts';
import { phasesOf } from './phases.ts';

/** dx of one image with one filter: dy spread back over the pixels that it came from. */
const spreadBack = (window: Window, dy: readonly number[], w: readonly number[]): number[] => {
  const dx = new Array<number>(window.image.height * window.image.width).fill(0);
  eachTap(window, (pixel, tap, stop) => {
    dx[pixel]! += dy[stop]! * w[tap]!;
  });
  return dx;
};

/** The same by the phases, each a convolution of stride 1; and how often each pixel was written. */
const byPhases = (window: Window, dy: readonly number[], w: readonly number[]) => {
  const { width, height } = window.image;
  const dx = new Array<number>(height * width).fill(0);
  const writes = [...dx];
  for (const phase of phasesOf(window, 1)) {
    const { stops } = phase.window;
    const pixelOf = (stop: number): number => {
      const row = phase.first.height + Math.floor(stop / stops.width) * phase.step.height;
      return row * width + phase.first.width + (stop % stops.width) * phase.step.width;
    };
    for (let stop = 0; stop < stops.height * stops.width; stop++) writes[pixelOf(stop)]! += 1;
    eachTap(phase.window, (pixel, tap, stop) => {
      const [i, j] = phase.taps[tap]!;
      dx[pixelOf(stop)]! += dy[pixel]! * w[i * window.taps.width + j]!;
    });
  }
  return { dx, writes };
};

const more: readonly Window[] = [2, 3, 4].flatMap((stride) =>
  [1, 2, 3, 5].flatMap((taps) =>
    [0, 1, 3].map((pad) =>
      windowOf({ length: 11, taps, stride, pad: [pad, pad] }, { length: 7, taps: 2, stride: 2, pad: [1, 0] }, 1),
    ),
  ),
);

describe('the phases of a gradient by the input', () => {
  // With a dilation the stride is 1: tfjs does not allow both.
  const both = ({ stride, dilation }: Window) =>
    stride.height * stride.width > 1 && dilation.height * dilation.width > 1;
  const cases = [...windows, ...more].filter((window) => !both(window) && window.stops.height > 0);

  it('are convolutions that give each pixel what windows saw of it', () => {
    for (const window of cases) {
      const { stops, taps } = sizesOf(window);
      const dy = Array.from({ length: stops }, (_, i) => i + 1);
      const w = Array.from({ length: taps }, (_, i) => 10 ** (i % 7));
      const { dx, writes } = byPhases(window, dy, w);
      expect(dx, JSON.stringify(window)).toEqual(spreadBack(window, dy, w));
      expect(Math.max(...writes), JSON.stringify(window)).toBeLessThanOrEqual(1);
    }
  });

  it('are as many as strides, but for those that no tap meets', () => {
    const count = (taps: number, stride: number) =>
      phasesOf(windowOf({ length: 9, taps, stride }, { length: 9, taps: 1 }, 1), 1).length;
    expect([count(3, 1), count(3, 2), count(3, 3), count(1, 3)]).toEqual([1, 2, 3, 1]);
  });

  it('run over dy, with its channels', () => {
    const window = windowOf({ length: 9, taps: 3, stride: 2 }, { length: 8, taps: 3 }, 5);
    for (const phase of phasesOf(window, 7)) {
      expect(phase.window.image).toEqual({ ...window.stops, channels: 7 });
      expect(phase.window.stride).toEqual({ height: 1, width: 1 });
    }
  });
});
