import '@tensorflow/tfjs-backend-cpu';
import {
  grads,
  memory,
  mul,
  range,
  reshape,
  type Scalar,
  sin,
  sum,
  type Tensor,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** An input of a function under test. */
export interface Input {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Values from -2 to 2 in no simple order, none nearer to 0 than 0.1, all different. */
export const input = (...shape: number[]): Input => {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Array.from({ length: size }, (_, i) => {
    const place = (i * 0.6180339887 + 0.237 * shape.length + 0.1) % 1;
    return (place < 0.5 ? -1 : 1) * (0.1 + 1.9 * Math.abs(2 * place - 1));
  });
  return { shape, values };
};

/** The same values, all between 0.35 and 2.1. */
export const positive = (...shape: number[]): Input => {
  const { values } = input(...shape);
  return { shape, values: values.map((value) => Math.abs(value) / 1.2 + 0.4) };
};

type Function = (...xs: Tensor[]) => Tensor;

/** A number that every element of y moves by an amount of its own. */
const weigh = (y: Tensor): Scalar => sum(mul(y, reshape(sin(range(1, y.size + 1)), y.shape)));

export const tensorOf = ({ shape, values }: Input): Tensor => tensor([...values], [...shape], 'float32');

const differentiate = (f: Function, inputs: readonly Input[]): number[][] =>
  tidy(() => grads((...xs: Tensor[]) => weigh(f(...xs)))(inputs.map(tensorOf)).map((g) => Array.from(g.dataSync())));

const step = 2 ** -7;

/** How the weighed output moves when one value of one input moves by a small step, both ways. */
const measure = (f: Function, inputs: readonly Input[], which: number, element: number): number => {
  const at = (by: number): number =>
    tidy(() => {
      const moved = inputs.map(({ shape, values }, i) => ({
        shape,
        values: values.map((value, j) => (i === which && j === element ? value + by : value)),
      }));
      return weigh(f(...moved.map(tensorOf))).dataSync()[0]!;
    });
  return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
};

/** The registered gradients of `f` are what small steps of its inputs measure, and leave no tensor behind. */
export const expectGradient = (f: Function, ...inputs: Input[]): void => {
  const before = memory().numTensors;
  const found = differentiate(f, inputs);
  expect(memory().numTensors).toBe(before);
  for (const [which, { values }] of inputs.entries()) {
    for (const element of values.keys()) {
      const measured = measure(f, inputs, which, element);
      const error = Math.abs(found[which]![element]! - measured) / (1 + Math.abs(measured));
      expect(error, `input ${which}, element ${element}: ${found[which]![element]} for ${measured}`).toBeLessThan(1e-3);
    }
  }
};

/** The gradient of Σ f(xs) from each input, as numbers. */
export const gradientOf = (f: Function, ...inputs: Input[]): number[][] =>
  tidy(() =>
    grads((...xs: Tensor[]) => sum(f(...xs)) as Scalar)(inputs.map(tensorOf)).map((g) => Array.from(g.dataSync())),
  );
