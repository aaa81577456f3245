import { engine, env, matMul, memory, ones } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { describe, expect, test } from 'vitest';
import { install } from './install.ts';

describe.skipIf(lacksSoftwareGpu !== undefined)(`install on Dawn (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
  provideSoftwareGpu();

  test('starts the backend, and leaves nothing after the undo', async () => {
    const globals = Object.getOwnPropertyNames(globalThis);
    const installed = await install();
    expect(installed.adapter).toMatchObject({ name: 'software GPU (SwiftShader)', isSoftware: true });
    env().set('WEBGPU_CPU_FORWARD', false);
    const [a, b] = [ones([4, 8]), ones([8, 2])];
    const product = matMul(a, b);
    expect(await product.data()).toEqual(new Float32Array(8).fill(8));
    for (const tensor of [a, b, product]) tensor.dispose();
    expect(memory().numTensors).toBe(0);
    await installed.undo();
    expect(Object.keys(engine().registry)).toEqual([]);
    expect(Object.getOwnPropertyNames(globalThis)).toEqual(globals);
  });
});
