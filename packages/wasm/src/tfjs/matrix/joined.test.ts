import { sizeOf } from '@kindling/core';
import { Concat, ExpandDims, Pack, type TensorInfo } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '../../../testing/geometries.ts';
import { testDevice } from '../../../testing/testDevice.ts';
import { joined } from './joined.ts';

const asInputs = (...tensors: readonly TensorInfo[]): Record<string, TensorInfo> =>
  Object.fromEntries(tensors.map((tensor, i) => [String(i), tensor]));

describe('tensors side by side', () => {
  it('have the numbers of loops, in every dtype, for 200 random shapes, whatever they are cut into', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const draw = draws(seed);
      const before = Array.from({ length: Math.floor(draw() * 3) }, () => drawFrom(draw, [0, 1, 2, 3, 7]));
      const after = Array.from({ length: Math.floor(draw() * 3) }, () => drawFrom(draw, [0, 1, 2, 5, 18]));
      const lengths = Array.from({ length: 1 + Math.floor(draw() * 4) }, () => drawFrom(draw, [0, 1, 1, 2, 3, 20]));
      const dtype = drawFrom(draw, ['float32', 'int32', 'bool'] as const);
      const axis = draw() < 0.5 ? before.length : -1 - after.length;
      const shapes = lengths.map((length) => [...before, length, ...after]);
      const numbers = shapes.map((shape, k) =>
        Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'bool' ? (i + k) % 2 : 1000 * k + i)),
      );
      const shape = [...before, lengths.reduce((a, b) => a + b), ...after];
      const wanted = Array.from({ length: sizeOf(before) }, (_, outer) =>
        numbers.flatMap((all, k) => {
          const size = lengths[k]! * sizeOf(after);
          return all.slice(outer * size, (outer + 1) * size);
        }),
      ).flat();
      for (const parts of [1, 3]) {
        const device = testDevice({ parts });
        const inputs = asInputs(...numbers.map((all, k) => device.tensor(all, shapes[k]!, dtype)));
        const y = device.run(joined, Concat, inputs, { axis });
        expect(y, `seed ${seed}`).toMatchObject({ shape, dtype });
        expect([...device.numbers(y)], `seed ${seed}: [${shapes.join('] [')}]`).toEqual(wanted);
      }
    }
  });

  it('are stacked along any axis', () => {
    for (const dtype of ['float32', 'int32', 'bool'] as const) {
      for (const parts of [1, 3]) {
        const device = testDevice({ parts });
        const inputs = asInputs(device.tensor([1, 0, 1, 1], [2, 2], dtype), device.tensor([0, 0, 1, 0], [2, 2], dtype));
        const stacked = (axis: number) => {
          const y = device.run(joined, Pack, inputs, { axis });
          return [y.dtype, y.shape, [...device.numbers(y)]];
        };
        expect(stacked(0)).toEqual([dtype, [2, 2, 2], [1, 0, 1, 1, 0, 0, 1, 0]]);
        expect(stacked(1)).toEqual([dtype, [2, 2, 2], [1, 0, 0, 0, 1, 1, 1, 0]]);
        expect(stacked(2)).toEqual([dtype, [2, 2, 2], [1, 0, 0, 0, 1, 1, 1, 0]]);
        expect(stacked(-1)).toEqual(stacked(2));
      }
    }
    const device = testDevice();
    const none = device.tensor([], [0, 2]);
    expect(device.run(joined, Pack, asInputs(none, none), { axis: 1 })).toMatchObject({ shape: [0, 2, 2] });
  });

  it('are one where there is only one', () => {
    const device = testDevice();
    const [x, none] = [device.tensor([1, 2], [1, 2]), device.tensor([], [0, 2])];
    expect(device.run(joined, Pack, asInputs(x), { axis: 1 })).toMatchObject({ dataId: x.dataId, shape: [1, 1, 2] });
    expect(device.run(joined, Concat, asInputs(none, x), { axis: 0 })).toMatchObject({
      ...{ dataId: x.dataId, shape: [1, 2] },
    });
  });

  it('fit each other, and are of one dtype, or else tfjs converts them', () => {
    const device = testDevice();
    const [x, row, integers] = [
      device.tensor([1, 2], [2]),
      device.tensor([1], [1]),
      device.tensor([1, 2], [2], 'int32'),
    ];
    expect(() => device.run(joined, Pack, asInputs(x, row), { axis: 0 })).toThrow('must have matching shapes');
    expect(() => device.run(joined, Concat, asInputs(x, device.tensor([1, 2], [1, 2])), { axis: 0 })).toThrow('rank');
    const compute = (name: string) =>
      joined.find((each) => each.name === name)!.compute(asInputs(x, integers), { axis: 0 }, device);
    expect([compute(Concat), compute(Pack)]).toEqual([undefined, undefined]);
  });

  it('have an axis more on the same numbers', () => {
    const device = testDevice();
    const input = device.tensor([1, 2], [2]);
    const expanded = (dim: number) => device.run(joined, ExpandDims, { input }, { dim });
    expect([0, 1, -1, -2].map((dim) => expanded(dim).shape)).toEqual([
      [1, 2],
      [2, 1],
      [2, 1],
      [1, 2],
    ]);
    expect(expanded(0).dataId).toBe(input.dataId);
    expect(() => expanded(-3)).toThrow('expandDims: axis must be in [-2, 1], got -3');
  });
});
