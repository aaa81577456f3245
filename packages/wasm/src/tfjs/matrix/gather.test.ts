import { GatherV2 } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { drawFrom, drawNumbers } from '../../../testing/geometries.ts';
import { testDevice } from '../../../testing/testDevice.ts';
import { gather } from './gather.ts';

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

describe('gather', () => {
  it('copies what the indices name, along any axis, in any number of batches, whatever it is cut into', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const draw = draws(seed);
      const from = <T>(...choices: readonly T[]): T => drawFrom(draw, choices);
      const batch = from([], [1], [3]);
      const [outer, inner] = [from([], [2], [3, 1]), from([], [1], [3], [7], [4, 5], [16], [67])];
      const [length, count] = [from(1, 2, 5, 11), from([], [0], [1], [4], [2, 3])];
      const indices = Int32Array.from({ length: sizeOf([...batch, ...count]) }, () => Math.floor(draw() * length));
      const shape = [...batch, ...outer, length, ...inner];
      const x = drawNumbers(draw, sizeOf(shape));

      const wanted: number[] = [];
      const [outers, inners, counts] = [sizeOf(outer), sizeOf(inner), sizeOf(count)];
      for (let place = 0; place < sizeOf(batch) * outers * counts * inners; place++) {
        const row = Math.floor(place / inners);
        const block = Math.floor(row / counts);
        const index = indices[Math.floor(block / outers) * counts + (row % counts)]!;
        wanted.push(x[(block * length + index) * inners + (place % inners)]!);
      }
      const device = testDevice({ parts: 1 + (seed % 4) });
      const inputs = { x: device.tensor(x, shape), indices: device.tensor(indices, [...batch, ...count], 'int32') };
      const attributes = { axis: batch.length + outer.length, batchDims: batch.length };
      const y = device.run(gather, GatherV2, inputs, attributes);
      expect(y.shape, `seed ${seed}`).toEqual([...batch, ...outer, ...count, ...inner]);
      expect([...device.numbers(y)], `seed ${seed}`).toEqual(wanted);
    }
  });

  it('copies integers bit by bit, and counts a negative axis from the end', () => {
    const device = testDevice();
    const x = device.tensor([1, -1, 0x7fc00001, 4], [2, 2], 'int32');
    const indices = device.tensor([1, 0, 1], [3], 'int32');
    const y = device.run(gather, GatherV2, { x, indices }, { axis: -1, batchDims: 0 });
    expect(y).toMatchObject({ shape: [2, 3], dtype: 'int32' });
    expect([...device.numbers(y)]).toEqual([-1, 1, -1, 4, 0x7fc00001, 4]);
  });

  it('refuses an index that is out of range, and leaves other dtypes to tfjs', () => {
    const device = testDevice();
    const x = device.tensor([1, 2, 3], [3]);
    for (const index of [-1, 3]) {
      const indices = device.tensor([0, index], [2], 'int32');
      expect(() => device.run(gather, GatherV2, { x, indices }, { axis: 0, batchDims: 0 })).toThrow(
        `GatherV2: the index value ${index} is not in [0, 2]`,
      );
    }
    const indices = device.tensor([0], [1], 'int32');
    const flags = device.tensor([1, 0], [2], 'bool');
    expect(gather[0]!.compute({ x: flags, indices }, { axis: 0, batchDims: 0 }, device)).toBeUndefined();
  });
});
