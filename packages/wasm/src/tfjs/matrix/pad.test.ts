import { sizeOf } from '@kindling/core';
import { PadV2 } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '../../../testing/geometries.ts';
import { testDevice } from '../../../testing/testDevice.ts';
import { pad } from './pad.ts';
import { stridesOf } from './walk.ts';

/** Each number of the result, by where it lies in x. */
const reference = (x: readonly number[], shape: readonly number[], paddings: number[][], value: number): number[] => {
  const padded = shape.map((length, axis) => length + paddings[axis]![0]! + paddings[axis]![1]!);
  const [own, outer] = [stridesOf(shape), stridesOf(padded)];
  return Array.from({ length: sizeOf(padded) }, (_, at) => {
    const places = padded.map((length, axis) => (Math.floor(at / outer[axis]!) % length) - paddings[axis]![0]!);
    const isInside = places.every((place, axis) => place >= 0 && place < shape[axis]!);
    return isInside ? x[places.reduce((sum, place, axis) => sum + place * own[axis]!, 0)]! : value;
  });
};

describe('padding', () => {
  it('is that of loops, in every dtype, for 200 random shapes, whatever it is cut into', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const draw = draws(seed);
      const shape = Array.from({ length: Math.floor(draw() * 5) }, () => drawFrom(draw, [0, 1, 2, 3, 3, 5, 18]));
      const paddings = shape.map((length) => {
        const before = drawFrom(draw, [0, 0, 0, 1, 2, 17, -1]);
        return [before, Math.max(drawFrom(draw, [0, 0, 1, 3, -1]), -length - before)];
      });
      const dtype = drawFrom(draw, ['float32', 'int32', 'bool'] as const);
      const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'bool' ? i % 2 : i + 1));
      const constantValue = drawFrom(draw, [0, 1, dtype === 'float32' ? -0.5 : 1]);
      for (const parts of [1, 3]) {
        const device = testDevice({ parts });
        const y = device.run(pad, PadV2, { x: device.tensor(numbers, shape, dtype) }, { paddings, constantValue });
        const about = `seed ${seed}: [${shape}] by ${JSON.stringify(paddings)}`;
        expect([...device.numbers(y)], about).toEqual(reference(numbers, shape, paddings, constantValue));
        expect(y.dtype).toBe(dtype);
      }
    }
  });

  it('cuts below 0, but not below nothing', () => {
    const device = testDevice();
    const x = device.tensor([1, 2, 3, 4, 5, 6], [2, 3]);
    const padded = (...paddings: number[][]) => device.run(pad, PadV2, { x }, { paddings, constantValue: 9 });
    const y = padded([-1, 1], [1, -2]);
    expect(y.shape).toEqual([2, 2]);
    expect([...device.numbers(y)]).toEqual([9, 4, 9, 9]);
    expect(() => padded([0, 0], [-2, -2])).toThrow(
      'pad: no axis can be cut below 0, got [2,3] and paddings [[0,0],[-2,-2]]',
    );
  });

  it('by nothing is the same numbers', () => {
    const device = testDevice();
    const x = device.tensor([1, 2], [2]);
    const y = device.run(pad, PadV2, { x }, { paddings: [[0, 0]], constantValue: 9 });
    expect(y).toMatchObject({ dataId: x.dataId, shape: [2] });
  });
});
