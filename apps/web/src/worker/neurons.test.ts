import { bookSpec } from '@kindling/app-common';
import { modelOf } from '@kindling/app-common/training';
import { expect, test } from 'vitest';
import { inputs, kernelName, layerOf, movedOf } from './neurons.ts';

/** Three neurons, each of one weight. */
const kernelOf = (...weights: readonly [number, number, number]): Float32Array =>
  Float32Array.from({ length: 3 * inputs }, (_, i) => weights[i % 3] as number);

test('the first layer reads the picture', () => {
  expect(kernelName(modelOf(bookSpec))).toBe('dense/kernel');
  expect(kernelName(modelOf({ ...bookSpec, layers: [] }))).toBe('dense/kernel');
});

test('neurons come by how far they moved, on one scale around grey', () => {
  const initial = kernelOf(0.1, 0, 0);
  const kernel = kernelOf(0.1, -0.5, 0.25);
  expect(Array.from(movedOf(kernel, initial), (far) => far / Math.sqrt(inputs))).toEqual([
    0,
    expect.closeTo(0.5),
    expect.closeTo(0.25),
  ]);
  const { units, pixels, moved, total, epoch } = layerOf(kernel, initial, 2);
  expect({ units: [...units], moved: [...moved], total, epoch }).toEqual({
    ...{ units: [1, 2, 0], total: 3, epoch: 2 },
    moved: [1, expect.closeTo(0.5), 0],
  });
  expect([pixels[0], pixels[inputs], pixels[2 * inputs]]).toEqual([1, 192, 153]);
  expect(pixels.length).toBe(3 * inputs);
});

test('before training all are where they began, in their order', () => {
  const { units, moved, pixels } = layerOf(kernelOf(0, 0, 0), kernelOf(0, 0, 0), 0, 2);
  expect([...units]).toEqual([0, 1]);
  expect([...moved]).toEqual([0, 0]);
  expect(new Set(pixels)).toEqual(new Set([128]));
});
