import '@tensorflow/tfjs-backend-cpu';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import {
  conv2d,
  depthwiseConv2d,
  grads,
  maxPool,
  mul,
  ones,
  setBackend,
  sum,
  type Tensor,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareCapabilities } from '../kernels/capabilities.ts';
import { neededGradients, registerGradients } from './needed.ts';

let undo = () => {};
beforeAll(async () => {
  undo = registerGradients(neededGradients);
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(join(dirname(manifest), 'dist') + sep);
  expect(await setBackend('wasm')).toBe(true);
});
afterAll(() => undo());

const slope =
  (f: (x: Tensor4D, w: Tensor4D) => Tensor): (() => void) =>
  () =>
    tidy(() => {
      const byBoth = grads((x, w) => sum(f(x as Tensor4D, w as Tensor4D)));
      return byBoth([ones([1, 4, 4, 1]), ones([2, 2, 1, 1])]);
    });
const remedy = /call install\(\) of @kindling\/wasm, or train on another: selectBackend\('cpu'\)$/;

test('on the stock wasm backend a gradient without a kernel names it, and what helps', () => {
  const convolved = slope((x, w) => conv2d(x, w, 1, 'same'));
  expect(convolved).toThrow('gradient of Conv2D: wasm has no kernel Conv2DBackpropFilter; ');
  expect(convolved).toThrow(remedy);
  const depthwise = slope((x, w) => depthwiseConv2d(x, w, 1, 'same'));
  expect(depthwise).toThrow('gradient of DepthwiseConv2dNative: wasm has no kernel DepthwiseConv2dNativeBackprop');
  expect(depthwise).toThrow(remedy);
});

test('so does that of max pooling, whose kernel is wrong there, until the backend declares another', () => {
  const pooled = slope((x, w) => mul(maxPool(x, 2, 2, 'valid'), w));
  expect(pooled).toThrow("gradient of MaxPool: tfjs's wasm backend computes it wrongly; ");
  expect(pooled).toThrow(remedy);
  const mended = declareCapabilities('wasm', { maxPoolGradient: true });
  expect(pooled).not.toThrow();
  mended();
  expect(pooled).toThrow(remedy);
});
