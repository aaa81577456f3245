import '@tensorflow/tfjs-backend-cpu';
import { deviceQueue } from '@kindling/core';
import { enableProdMode, engine, env, memory, setBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { install } from '../src/install.ts';

/** Tests with webgpu installed on SwiftShader, and nothing computed on the CPU in its place. */
export const onSoftwareGpu = (name: string, tests: () => void): void => {
  describe.skipIf(lacksSoftwareGpu !== undefined)(`${name} (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
    let undo = async () => {};
    beforeAll(async () => {
      enableProdMode(); // no banner among the results
      provideSoftwareGpu();
      undo = (await install()).undo;
      env().set('WEBGPU_CPU_FORWARD', false);
    });
    afterAll(() => undo());
    tests();
  });
};

interface Found {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

/** What is computed on the backend in use, which keeps no tensor of it, and whose device refuses nothing. */
export const found = async (compute: () => Tensor): Promise<Found> => {
  const held = () => [memory().numTensors, engine().backend.numDataIds()];
  const before = held();
  const y = tidy(compute);
  const { shape, dtype } = y;
  const values = [...(await y.data())];
  y.dispose();
  await deviceQueue()?.settled();
  expect(held()).toEqual(before);
  return { shape, dtype, values };
};

/** That webgpu gives the shape, the dtype and, nearly, the numbers of cpu. */
export const expectAsOnCpu = async (compute: () => Tensor, about = '', tolerance = 1e-5): Promise<void> => {
  const here = await found(compute);
  await setBackend('cpu');
  const there = await found(compute);
  await setBackend('webgpu');
  expect({ shape: here.shape, dtype: here.dtype }, about).toEqual({ shape: there.shape, dtype: there.dtype });
  const isFar = (value: number, i: number): boolean =>
    !(value === here.values[i] || Object.is(value, here.values[i])) &&
    !(Math.abs(value - here.values[i]!) <= tolerance * (1 + Math.abs(value)));
  const far = there.values.findIndex(isFar);
  expect(far, `${about}: [${far}] is ${here.values[far]} for ${there.values[far]}`).toBe(-1);
};
