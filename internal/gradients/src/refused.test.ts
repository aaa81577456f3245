import '@tensorflow/tfjs-backend-cpu';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { avgPool, grad, maxPool, ones, setBackend, sum, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all } from './all.ts';
import { registerGradients } from './index.ts';

let undo = () => {};
beforeAll(async () => {
  await setBackend('cpu');
  undo = registerGradients(all);
});
afterAll(() => undo());

const slope = (f: (x: Tensor4D) => Tensor4D) => () =>
  tidy(() => void grad((x) => sum(f(x as Tensor4D)))(ones([1, 4, 4, 1])));

test('average pooling with padding has no gradient, without padding it has', () => {
  expect(slope((x) => avgPool(x, 2, 1, 'same'))).toThrow(
    "gradient of AvgPool: tfjs computes it wrongly where there is padding; use pad 'valid'",
  );
  expect(slope((x) => avgPool(x, 2, 1, 'valid'))).not.toThrow();
});

test('max pooling has a gradient on cpu and none on wasm', async () => {
  expect(slope((x) => maxPool(x, 2, 2, 'valid'))).not.toThrow();
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(join(dirname(manifest), 'dist') + sep);
  expect(await setBackend('wasm')).toBe(true);
  expect(slope((x) => maxPool(x, 2, 2, 'valid'))).toThrow(
    /gradient of MaxPool: tfjs's wasm backend computes it wrongly.*selectBackend\('cpu'\)/,
  );
  await setBackend('cpu');
});
