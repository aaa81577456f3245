import { UnsortedSegmentSum } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../testing/expectClose.ts';
import { drawFrom, drawNumbers } from '../../../testing/geometries.ts';
import { testDevice } from '../../../testing/testDevice.ts';
import { segmentSum } from './segmentSum.ts';

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

describe('sums of segments', () => {
  it('are those of plain loops in float64, without the rows whose id is outside of the segments', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const draw = draws(seed);
      const [rows, numSegments] = [drawFrom(draw, [0, 1, 2, 7, 40]), drawFrom(draw, [0, 1, 3, 10])];
      const rest = drawFrom(draw, [[], [0], [1], [3], [4], [19], [5, 7], [64]]);
      const width = sizeOf(rest);
      const ids = Int32Array.from({ length: rows }, () => Math.floor(draw() * (numSegments + 2)) - 1);
      const x = drawNumbers(draw, rows * width);
      const [sums, bounds] = [new Float64Array(numSegments * width), new Float64Array(numSegments * width)];
      x.forEach((term, place) => {
        const id = ids[Math.floor(place / width)]!;
        if (id < 0 || id >= numSegments) return;
        sums[id * width + (place % width)]! += term;
        bounds[id * width + (place % width)]! += Math.abs(term);
      });
      const run = (parts: number) => {
        const device = testDevice({ parts });
        const inputs = { x: device.tensor(x, [rows, ...rest]), segmentIds: device.tensor(ids, [rows], 'int32') };
        const y = device.run(segmentSum, UnsortedSegmentSum, inputs, { numSegments });
        expect(y.shape).toEqual([numSegments, ...rest]);
        return device.numbers(y);
      };
      const whole = run(1);
      expectClose(whole, sums, bounds, `seed ${seed}`);
      for (const parts of [2, 3]) expect(run(parts), `seed ${seed}, ${parts} parts`).toEqual(whole);
    }
  });

  it('of integers are exact beyond 2^24, where floats are not', () => {
    const device = testDevice();
    const x = device.tensor([2 ** 24, 1, 1, -5, 2 ** 24 + 1], [5], 'int32');
    const segmentIds = device.tensor([0, 0, 0, 2, 2], [5], 'int32');
    const y = device.run(segmentSum, UnsortedSegmentSum, { x, segmentIds }, { numSegments: 3 });
    expect([...device.numbers(y)]).toEqual([2 ** 24 + 2, 0, 2 ** 24 - 4]);
  });

  it('refuse ids of another shape than one for each row', () => {
    const device = testDevice();
    const x = device.tensor([1, 2], [2]);
    const segmentIds = device.tensor([0, 1], [2, 1], 'int32');
    expect(() => device.run(segmentSum, UnsortedSegmentSum, { x, segmentIds }, { numSegments: 2 })).toThrow(
      'UnsortedSegmentSum: segmentIds must be of shape [2], got [2,1]',
    );
  });
});
