import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { avgPool, enableProdMode, mul, setBackend, sum, type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';

beforeAll(async () => {
  enableProdMode();
  const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(join(dirname(manifest), 'dist') + sep);
  await setBackend('wasm');
});

test('the gradient of avgPool that tfjs-core asks for is not that of its avgPool, which is linear', () => {
  const dy = tensor3d([0, 3, 0, 6, 0, 9, 0, 12], [4, 2, 1]);
  const padding: [[number, number], [number, number], [number, number], [number, number]] = [
    [0, 0],
    [1, 2],
    [0, 1],
    [0, 0],
  ];
  const along = (pixel: number): number => {
    const unit = Array.from({ length: 9 }, (_, i) => (i === pixel ? 1 : 0));
    const pooled = avgPool(tensor3d(unit, [3, 3, 1]), 3, 1, padding) as Tensor3D;
    return sum(mul(dy, pooled)).dataSync()[0] ?? Number.NaN;
  };
  const gradient = Array.from({ length: 9 }, (_, pixel) => along(pixel));
  const expected = [0, 1.75, 1.75, 0, 4, 4, 0, 9.25, 9.25]; // the spec: 0, 1, 1, 0, 2, 2, 0, 3, 3
  for (const [i, value] of expected.entries()) expect(gradient[i]).toBeCloseTo(value, 5);
});
