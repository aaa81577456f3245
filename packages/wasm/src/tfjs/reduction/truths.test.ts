import { sizeOf } from '@kindling/core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { truths } from './truths.ts';

const devices = [testDevice(), testDevice({ parts: 3 })];

/** Each result from the numbers that fall to it. */
const expected = (name: string, x: readonly number[], shape: readonly number[], axes: readonly number[]): number[] => {
  const results = Array.from({ length: sizeOf(shape.filter((_, axis) => !axes.includes(axis))) }, () => [] as number[]);
  x.forEach((value, index) => {
    let [rest, place, stride] = [index, 0, 1];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const i = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
      if (axes.includes(axis)) continue;
      place += i * stride;
      stride *= shape[axis]!;
    }
    results[place]!.push(value);
  });
  return results.map((values) => Number(name === 'Any' ? values.includes(1) : !values.includes(0)));
};

test('any and all agree with loops, for 400 random shapes and axes', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const draw = draws(seed);
    const shape = Array.from({ length: 1 + Math.floor(4 * draw()) }, () => 1 + Math.floor(6 * draw()));
    const axes = shape.map((_, axis) => axis).filter(() => draw() < 0.5);
    const name = seed % 2 === 0 ? 'Any' : 'All';
    const share = name === 'Any' ? 0.2 : 0.8;
    const x = Array.from({ length: sizeOf(shape) }, () => Number(draw() < share));
    const kept = shape.filter((_, axis) => !axes.includes(axis));
    for (const device of devices) {
      for (const keepDims of [false, true]) {
        const attributes = { axis: axes.map((axis) => axis - (seed % 3 === 0 ? shape.length : 0)), keepDims };
        const y = device.run(truths, name, { x: device.tensor(x, shape, 'bool') }, attributes);
        const about = `seed ${seed}: ${name} of [${shape}] along [${axes}]`;
        const wanted = keepDims ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length)) : kept;
        expect([y.dtype, y.shape], about).toEqual(['bool', wanted]);
        expect([...device.numbers(y)], about).toEqual(expected(name, x, shape, axes));
      }
    }
  }
  for (const { runtime } of devices) expect(runtime.borrowed()).toBe(0);
});

test('other types, and tensors of nothing, are for others', () => {
  const [device] = devices as [(typeof devices)[0]];
  for (const { compute } of truths) {
    expect(compute({ x: device.tensor([1], [1], 'int32') }, { axis: [0] }, device)).toBeUndefined();
    expect(compute({ x: device.tensor([], [0, 2], 'bool') }, { axis: [1] }, device)).toBeUndefined();
  }
});
