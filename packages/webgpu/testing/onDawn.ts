import '@tensorflow/tfjs-backend-cpu';
import { furtherGradients, neededGradients, registerGradients } from '@kindling/core';
import { enableProdMode, env } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { afterAll, beforeAll, describe } from 'vitest';
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
