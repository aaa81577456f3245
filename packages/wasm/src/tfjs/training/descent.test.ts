import type { TensorInfo } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { descent } from './descent.ts';

const { fround, sqrt } = Math;
const [momentum, rmsprop] = descent;

type Step = (p: number, g: number, slot: number) => readonly [p: number, slot: number];

/** Each operation by itself, rounded to float32. */
const momentumOf =
  (nesterov: boolean): Step =>
  (p, g, velocity) => {
    const [rate, decay] = [fround(0.1), fround(0.9)];
    const scaled = fround(rate * g);
    const next = fround(fround(velocity * decay) + scaled);
    return [fround(p - (nesterov ? fround(fround(next * decay) + scaled) : next)), next];
  };

const rmspropOf: Step = (p, g, v) => {
  const [rho, rate, epsilon] = [fround(0.9), fround(0.01), fround(1e-6)];
  const next = fround(fround(v * rho) + fround(g * g));
  return [fround(p - fround(fround(g / fround(sqrt(fround(next + epsilon)))) * rate)), next];
};

test.each([
  ['momentum', momentum!, [0.1, 0.9], {}, momentumOf(false)],
  ['Nesterov momentum', momentum!, [0.1, 0.9], { nesterov: true }, momentumOf(true)],
  ['RMSprop', rmsprop!, [0.9, 0.01, 1e-6], {}, rmspropOf],
] as const)(
  '%s has the bits of the operations one by one, however it is cut',
  (_, kernel, scalars, attributes, step) => {
    for (let seed = 1; seed <= 20; seed++) {
      const draw = draws(seed);
      const sizes = Array.from({ length: Math.ceil(draw() * 5) }, () => Math.floor(draw() ** 4 * 4000));
      const lists = [0, 1, 2].map((list) =>
        sizes.map((size) => Float32Array.from({ length: size }, () => (list === 2 ? draw() : draw() - 0.5))),
      );
      const [params, gradients, slots] = lists as [Float32Array[], Float32Array[], Float32Array[]];
      const expected = [0, 1].map((i) =>
        params.map((each, k) => [...each].map((p, at) => step(p, gradients[k]![at]!, slots[k]![at]!)[i]!)),
      );
      for (const parts of [1, 3]) {
        const device = testDevice({ parts });
        const inputs = [
          ...scalars.map((value) => device.tensor([value], [])),
          ...lists.flat().map((values) => device.tensor(values, [values.length])),
        ];
        const next = kernel.compute(Object.fromEntries(inputs.entries()), attributes, device) as TensorInfo[];
        const read = next.map((tensor) => [...device.numbers(tensor)]);
        expect([read.slice(0, sizes.length), read.slice(sizes.length)], `seed ${seed}`).toEqual(expected);
        expect(device.runtime.borrowed()).toBe(0);
      }
    }
  },
);

test('in place, what nobody shares is written over, and what somebody does is not', () => {
  const device = testDevice();
  const [p, g, v] = [1, 3, 0].map((value) => device.tensor([value], [1]));
  const clone = device.alias(p!, [1]);
  const inputs = [device.tensor([0.5], []), device.tensor([0.9], []), p!, g!, v!];
  const [nextP, nextV] = momentum!.compute(Object.fromEntries(inputs.entries()), { inPlace: true }, device) as [
    TensorInfo,
    TensorInfo,
  ];
  expect(device.address(nextP)).not.toBe(device.address(p!));
  expect(device.address(nextV)).toBe(device.address(v!));
  expect([device.numbers(clone), device.numbers(nextP), device.numbers(nextV)].map(([value]) => value)).toEqual([
    1, -0.5, 1.5,
  ]);
});

test('tensors of other types are left to others, and of other sizes refused', () => {
  const device = testDevice();
  const of = (...sizes: number[]) =>
    Object.fromEntries(
      [
        ...[[1], [1]].map(() => device.tensor([1], [])),
        ...sizes.map((size) => device.tensor(Array(size).fill(1), [size])),
      ].entries(),
    );
  expect(() => momentum!.compute(of(4, 3, 4), {}, device)).toThrow(
    'KindlingMomentum: a parameter of [4] goes with a tensor of [3]',
  );
  const ints = Array.from({ length: 5 }, () => device.tensor([1], [], 'int32'));
  expect(momentum!.compute(Object.fromEntries(ints.entries()), {}, device)).toBeUndefined();
});
