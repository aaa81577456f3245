import { sizeOf } from '@kindling/core';
import { Slice, SplitV, type TensorInfo, Unpack } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '../../../testing/geometries.ts';
import { type TestDevice, testDevice } from '../../../testing/testDevice.ts';
import { cut } from './cut.ts';
import { stridesOf } from './walk.ts';

const all = (device: TestDevice, name: string, inputs: Record<string, TensorInfo>, attributes: object): TensorInfo[] =>
  cut
    .find((each) => each.name === name)!
    .compute(inputs, attributes as Record<string, unknown>, device) as TensorInfo[];

const part = (x: readonly number[], shape: readonly number[], begin: readonly number[], size: readonly number[]) => {
  const [own, outer] = [stridesOf(shape), stridesOf(size)];
  return Array.from(
    { length: sizeOf(size) },
    (_, at) =>
      x[
        size.reduce(
          (sum, length, axis) => sum + (begin[axis]! + (Math.floor(at / outer[axis]!) % length)) * own[axis]!,
          0,
        )
      ]!,
  );
};

describe('a part of a tensor', () => {
  it('has the numbers of loops, in every dtype, for 200 random shapes, whatever it is cut into', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const draw = draws(seed);
      const shape = Array.from({ length: Math.floor(draw() * 6) }, () => drawFrom(draw, [0, 1, 2, 3, 5, 18]));
      const begin = shape.map((length) => Math.floor(draw() * length));
      const size = shape.map((length, axis) => Math.floor(draw() * (length - begin[axis]! + 1)));
      const dtype = drawFrom(draw, ['float32', 'int32', 'bool'] as const);
      const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'bool' ? i % 2 : i));
      for (const parts of [1, 3]) {
        const device = testDevice({ parts });
        const y = device.run(cut, Slice, { x: device.tensor(numbers, shape, dtype) }, { begin, size });
        expect(y).toMatchObject({ shape: size, dtype });
        expect([...device.numbers(y)], `seed ${seed}: [${shape}]`).toEqual(part(numbers, shape, begin, size));
      }
    }
  });

  it('that is all of it is on the same numbers, and -1 reaches to the end', () => {
    const device = testDevice();
    const x = device.tensor([1, 2, 3, 4, 5, 6], [3, 2], 'int32');
    expect(device.run(cut, Slice, { x }, { begin: [0, 0], size: [-1, 2] })).toMatchObject({ dataId: x.dataId });
    const y = device.run(cut, Slice, { x }, { begin: 1, size: -1 });
    expect([...device.numbers(y)]).toEqual([3, 4, 5, 6]);
  });

  it('is one of several along an axis', () => {
    for (const dtype of ['float32', 'int32', 'bool'] as const) {
      const device = testDevice({ parts: 2 });
      const x = device.tensor([1, 0, 1, 1, 0, 0], [2, 3], dtype);
      const shown = (name: string, attributes: object) =>
        all(device, name, { x, value: x }, attributes).map((y) => [y.dtype, y.shape, [...device.numbers(y)]]);
      expect(shown(SplitV, { numOrSizeSplits: [1, -1, 0], axis: -1 })).toEqual([
        [dtype, [2, 1], [1, 1]],
        [dtype, [2, 2], [0, 1, 0, 0]],
        [dtype, [2, 0], []],
      ]);
      expect(shown(SplitV, { numOrSizeSplits: 2, axis: 0 })).toEqual([
        [dtype, [1, 3], [1, 0, 1]],
        [dtype, [1, 3], [1, 0, 0]],
      ]);
      expect(shown(Unpack, { axis: 1 })).toEqual([
        [dtype, [2], [1, 1]],
        [dtype, [2], [0, 0]],
        [dtype, [2], [1, 0]],
      ]);
      expect(shown(Unpack, { axis: -2 })).toEqual([
        [dtype, [3], [1, 0, 1]],
        [dtype, [3], [1, 0, 0]],
      ]);
      const none = device.tensor([], [0, 3], dtype);
      expect(all(device, Unpack, { value: none }, { axis: 0 })).toEqual([]);
      expect(() => shown(SplitV, { numOrSizeSplits: [1, 1], axis: 1 })).toThrow('The sum of sizes must match');
    }
  });

  it('of strings is left to tfjs', () => {
    const device = testDevice();
    const x = { ...device.tensor([1, 2], [2]), dtype: 'string' as const };
    const results = cut.map(({ compute }) => compute({ x, value: x }, { axis: 0, begin: 0, size: 1 }, device));
    expect(results).toEqual([undefined, undefined, undefined]);
  });
});
