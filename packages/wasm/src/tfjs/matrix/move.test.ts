import { sizeOf } from '@kindling/core';
import { Reverse, StridedSlice, Tile, Transpose } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '../../../testing/geometries.ts';
import { testDevice } from '../../../testing/testDevice.ts';
import { moveFrom } from './move.ts';
import { moved } from './moved.ts';
import { type Places, stridesOf } from './walk.ts';

/** Number by number. */
const taken = (numbers: readonly number[], lengths: readonly number[], { start, strides }: Places): number[] => {
  const order = stridesOf(lengths);
  return Array.from({ length: sizeOf(lengths) }, (_, at) => {
    const indices = lengths.map((length, axis) => Math.floor(at / order[axis]!) % length);
    return numbers[indices.reduce((sum, index, axis) => sum + index * strides[axis]!, start)]!;
  });
};

describe('numbers taken from places of a tensor', () => {
  it('are those of loops, for 200 random shapes, permuted and backward, whatever they are cut into', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const draw = draws(seed);
      const shape = Array.from({ length: Math.floor(draw() * 7) }, () => drawFrom(draw, [0, 1, 2, 2, 3, 5, 18]));
      const order = shape.map((_, axis) => [draw(), axis] as const).sort(([a], [b]) => a - b);
      const lengths = order.map(([, axis]) => shape[axis]!);
      let start = 0;
      const strides = order.map(([, axis]) => {
        const stride = stridesOf(shape)[axis]!;
        if (draw() < 0.7) return draw() < 0.2 ? 0 : stride;
        start += Math.max(0, shape[axis]! - 1) * stride;
        return -stride;
      });
      const dtype = drawFrom(draw, ['float32', 'int32', 'bool'] as const);
      const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'bool' ? i % 2 : i));
      const wanted = taken(numbers, lengths, { start, strides });
      for (const parts of [1, 3]) {
        const device = testDevice({ parts });
        const y = moveFrom(device, device.tensor(numbers, shape, dtype), lengths, { start, strides }, lengths);
        expect([...device.numbers(y)], `seed ${seed}: [${shape}] by ${strides}`).toEqual(wanted);
        expect([y.dtype, y.shape]).toEqual([dtype, lengths]);
      }
    }
  });

  it('are those that tfjs asks for', () => {
    const device = testDevice();
    const x = device.tensor([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
    const numbers = (name: string, attributes: object) => [
      ...device.numbers(device.run(moved, name, { x }, attributes as Record<string, unknown>)),
    ];
    expect(numbers(Transpose, { perm: [1, 0, 2] })).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
    expect(numbers(Reverse, { dims: [0, 2] })).toEqual([6, 5, 8, 7, 2, 1, 4, 3]);
    expect(numbers(Tile, { reps: [1, 2, 1] })).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 5, 6, 7, 8]);
    const none = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
    const slice = { begin: [1, 0, 1], end: [2, 2, 2], strides: [1, 1, 1], ...none };
    expect(numbers(StridedSlice, slice)).toEqual([6, 8]);
  });
});
