import { platform } from '@kindling/core';
import { engine, env, matMul, memory, ones, square } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { install } from './install.ts';
import { runningBackend } from './tfjs/backend.ts';

describe.skipIf(lacksSoftwareGpu !== undefined)(`install on Dawn (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
  beforeAll(provideSoftwareGpu);

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

  test('a second call shares the first, and the last undo takes all out', async () => {
    const [first, second] = await Promise.all([install(), install({ powerPreference: 'high-performance' })]);
    expect(second.lost).toBe(first.lost);
    await first.undo();
    await first.undo();
    expect(Object.keys(engine().registry)).toEqual(['webgpu']);
    await second.undo();
    expect(Object.keys(engine().registry)).toEqual([]);
  });

  test('what does not go with the first is refused', async () => {
    const installed = await install();
    await expect(install({ powerPreference: 'low-power' })).rejects.toThrow(
      'install: it is installed with powerPreference "high-performance" already; undo that before powerPreference "low-power"',
    );
    await expect(install({ software: false })).rejects.toThrow('which computes on the CPU, slower than wasm');
    await expect(install({ threads: 2 } as never)).rejects.toThrow('install: unknown option "threads"');
    await installed.undo();
  });

  test('tensors that still live can be read after the undo', async () => {
    const installed = await install();
    const x = ones([3]);
    const y = square(x);
    await installed.undo();
    expect(await y.data()).toEqual(new Float32Array([1, 1, 1]));
    for (const tensor of [x, y]) tensor.dispose();
    await (await install()).undo();
    expect(Object.keys(engine().registry)).toEqual([]);
  });

  test('what the GPU refused and nobody awaited is a warning', async () => {
    const warn = vi.spyOn(platform, 'warn').mockImplementation(() => undefined);
    const installed = await install();
    runningBackend()!.device.createShaderModule({ code: 'nonsense', label: 'NonsenseProgram' });
    await installed.undo();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('the GPU refused the shader NonsenseProgram')]]);
    warn.mockRestore();
  });
});
