import '@tensorflow/tfjs-backend-cpu';
import { furtherGradients, neededGradients, registerGradients } from '@kindling/core';
import { enableProdMode, env, setBackend } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { install } from '../src/install.ts';

/** Tests with webgpu installed on SwiftShader and nothing computed on the CPU in its place; skipped without one. */
export const onDawn = (title: string, tests: () => void): void => {
  describe.skipIf(lacksSoftwareGpu !== undefined)(`${title} on Dawn (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
    let undo = async (): Promise<void> => {};
    beforeAll(async () => {
      enableProdMode(); // no banner among the results
      provideSoftwareGpu();
      const ungraded = registerGradients([...neededGradients, ...furtherGradients]);
      const installed = await install();
      env().set('WEBGPU_CPU_FORWARD', false);
      undo = async () => {
        ungraded();
        await installed.undo();
      };
    });
    afterAll(() => undo());
    tests();
  });
};

/** What is computed on cpu in between. */
export const onCpu = async <T>(use: () => Promise<T>): Promise<T> => {
  await setBackend('cpu');
  try {
    return await use();
  } finally {
    await setBackend('webgpu');
  }
};

/** That numbers are those expected, as far as a part of 1 + |value|. */
export const expectNear = (
  found: readonly number[],
  expected: readonly number[],
  tolerance: number,
  about = 'the result',
): void => {
  expect(found.length, about).toBe(expected.length);
  const far = expected.findIndex(
    (value, i) => !(Object.is(value, found[i]) || Math.abs(value - found[i]!) <= tolerance * (1 + Math.abs(value))),
  );
  expect(far, `${about}: [${far}] is ${found[far]} for ${expected[far]}`).toBe(-1);
};
