import '@tensorflow/tfjs-backend-cpu';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { neededGradients, registerGradients } from '@kindling/core';
import {
  avgPool,
  conv2d,
  cosh,
  type GradConfig,
  gather,
  maxPool,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { expectGradient, input } from '@tests/kit';
import { expect, test } from 'vitest';
import { all } from './all.ts';

const package_ = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json'));

test('every kernel for which tfjs-core has a gradient has one', async () => {
  const files = readdirSync(join(package_, 'dist/gradients')).filter((file) => file.endsWith('_grad.js'));
  const theirs = files.map((file) => file.replace('_grad.js', ''));
  expect(theirs.length).toBeGreaterThan(100);
  const kernels = all.map(({ kernelName }: GradConfig) => kernelName);
  const has = new Set(kernels.map((kernel) => kernel.toLowerCase()));
  expect(theirs.filter((name) => !has.has(name.toLowerCase()))).toEqual([]);
  expect(kernels.length).toBe(has.size);
});

test('ours come first', () => {
  expect(all.slice(0, neededGradients.length)).toEqual(neededGradients);
});

test("tfjs-core's own follow their inputs", () => {
  registerGradients(all);
  const image = input(1, 4, 4, 2);
  const convolve = (x: Tensor, w: Tensor): Tensor => conv2d(x as Tensor4D, w as Tensor4D, 1, 'same');
  expectGradient(convolve, image, input(2, 2, 2, 1));
  expectGradient((x) => maxPool(x as Tensor4D, 2, 2, 'valid'), image);
  expectGradient((x) => avgPool(x as Tensor4D, 2, 2, 'valid'), image);
  expectGradient((x) => gather(x, [2, 0, 2]), input(3, 2));
  expectGradient((x) => cosh(x), input(4));
});
