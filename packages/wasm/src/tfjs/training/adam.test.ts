import type { TensorInfo } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { adam } from './adam.ts';

const { fround, sqrt } = Math;
const scalars = [0.9, 0.999, 0.002, 3e-6];
const lists = ['params', 'gradients', 'm', 'v'] as const;

const sample = (sizes: readonly number[], seed: number) => {
  const draw = draws(seed);
  return lists.map((list) =>
    sizes.map((size) => Float32Array.from({ length: size }, () => (list === 'v' ? draw() ** 8 : draw() - 0.5))),
  );
};

const fuse = (tensors: readonly (readonly Float32Array[])[], parts: number, attributes = {}): number[][][] => {
  const device = testDevice({ parts });
  const inputs = [
    ...scalars.map((value) => device.tensor([value], [])),
    ...tensors.flat().map((values) => device.tensor(values, [values.length])),
  ];
  const next = adam[0]!.compute(Object.fromEntries(inputs.entries()), attributes, device) as TensorInfo[];
  expect(device.runtime.borrowed()).toBe(0);
  const count = tensors[0]!.length;
  return [0, 1, 2].map((i) => next.slice(i * count, (i + 1) * count).map((tensor) => [...device.numbers(tensor)]));
};

/** Each operation by itself, rounded to float32. */
const oneByOne = ([params, gradients, m, v]: readonly (readonly Float32Array[])[]): number[][][] => {
  const [beta1, beta2, alpha, epsilon] = scalars.map(fround) as [number, number, number, number];
  const nextM = m!.map((each, i) => [...each].map((value, k) => fround(fround(value * beta1) + gradients![i]![k]!)));
  const nextV = v!.map((each, i) =>
    [...each].map((value, k) => fround(fround(value * beta2) + fround(gradients![i]![k]! ** 2))),
  );
  const nextP = params!.map((each, i) =>
    [...each].map((value, k) => {
      const deviation = fround(fround(sqrt(nextV[i]![k]!)) + epsilon);
      return fround(value - fround(fround(nextM[i]![k]! / deviation) * alpha));
    }),
  );
  return [nextP, nextM, nextV];
};

test('the bits are those of the operations one by one, for parameters of any size, however they are cut', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const draw = draws(seed);
    const sizes = Array.from({ length: Math.ceil(draw() * 6) }, () => Math.floor(draw() ** 4 * 4000));
    const tensors = sample(sizes, seed);
    const expected = oneByOne(tensors);
    for (const parts of [1, 2, 3]) {
      expect(fuse(tensors, parts), `seed ${seed}, sizes ${sizes}, ${parts} parts`).toEqual(expected);
    }
  }
});

test('gains weigh the gradient in the averages', () => {
  const tensors = [[1], [3], [0], [0]].map((values) => [Float32Array.from(values)]);
  const [, m, v] = fuse(tensors, 1, { first: 0.5, second: 0.25 });
  expect([m, v]).toEqual([[[1.5]], [[2.25]]]);
});

test('in place, what nobody shares is written over, and what somebody does is not', () => {
  const device = testDevice();
  const one = (value: number) => device.tensor([value], [1]);
  const [p, g, m, v] = [one(1), one(3), one(0), one(0)];
  const clone = device.alias(p, [1]);
  const inputs = [...scalars.map((value) => device.tensor([value], [])), p, g, m, v];
  const run = () =>
    adam[0]!.compute(Object.fromEntries(inputs.entries()), { inPlace: true }, device) as [
      TensorInfo,
      TensorInfo,
      TensorInfo,
    ];
  const [nextP, nextM, nextV] = run();
  expect([nextP, nextM, nextV].map(device.address)).toEqual([
    expect.not.toBeOneOf([device.address(p)]),
    device.address(m),
    device.address(v),
  ]);
  expect([...device.numbers(clone)]).toEqual([1]);
  expect(device.numbers(nextP)[0]).toBeLessThan(1);
  device.release(clone);
  for (const tensor of [nextM, nextV]) device.release(tensor);
  expect(device.address(run()[0])).toBe(device.address(p));
});

test('what is not finite stays with its number', () => {
  const tensors = [
    [1, 1, 1, 1, 1],
    [Number.NaN, 1, Number.POSITIVE_INFINITY, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ];
  const [[p]] = fuse(
    tensors.map((values) => [Float32Array.from(values)]),
    1,
  ) as [[number[]]];
  expect(p.map(Number.isFinite)).toEqual([false, true, false, true, true]);
});

test('without parameters there is nothing to do, and tensors of other sizes or types are refused', () => {
  expect(fuse([[], [], [], []], 1)).toEqual([[], [], []]);
  expect(() =>
    fuse([[new Float32Array(4)], [new Float32Array(3)], [new Float32Array(4)], [new Float32Array(4)]], 1),
  ).toThrow('KindlingAdam: a parameter of [4] goes with a tensor of [3]');
  const device = testDevice();
  const inputs = Array.from({ length: 8 }, () => device.tensor([1], [], 'int32'));
  expect(adam[0]!.compute(Object.fromEntries(inputs.entries()), {}, device)).toBeUndefined();
});
