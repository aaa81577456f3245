import { DeviceLostError, deviceQueue } from '@kindling/core';
import { add, engine, env, matMul, memory, ones, scalar, square, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Installed, install } from '../install.ts';
import { runningBackend, type WebgpuBackend } from './backend.ts';

/** A program of tfjs with a mistake in its shader. */
class BrokenProgram {
  readonly variableNames = ['x'];
  readonly outputShape = [8];
  readonly dispatchLayout = { x: [0] };
  readonly dispatch = [1, 1, 1];
  readonly workgroupSize = [64, 1, 1];
  readonly shaderKey = 'broken';
  readonly size = true;
  getUserCode(): string {
    return 'fn main(index : i32) { setOutputAtIndex(index, nothingByThisName); }';
  }
}

type Run = (
  program: object,
  inputs: readonly Tensor[],
  dtype: 'float32',
) => Parameters<ReturnType<typeof engine>['makeTensorFromTensorInfo']>[0];

const runBroken = (x: Tensor): Tensor => {
  const backend = runningBackend() as WebgpuBackend & { runWebGPUProgram: Run };
  return engine().makeTensorFromTensorInfo(backend.runWebGPUProgram(new BrokenProgram(), [x], 'float32'));
};

describe.skipIf(lacksSoftwareGpu !== undefined)(`the backend on Dawn (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
  let installed: Installed;

  beforeAll(provideSoftwareGpu);

  const start = async (): Promise<void> => {
    installed = await install();
    env().set('WEBGPU_CPU_FORWARD', false);
  };

  afterEach(async () => {
    await installed.undo();
    expect(engine().state.numTensors).toBe(0);
    expect(Object.keys(engine().registry)).toEqual([]);
  });

  test('an error in a shader is thrown by the next read, once, with its name', async () => {
    await start();
    const x = ones([8]);
    const y = runBroken(x);
    await expect(y.data()).rejects.toThrow(
      /^webgpu: the GPU refused the shader BrokenProgram, .*nothingByThisName.* \(and \d+ more after it\); take another backend/,
    );
    const sum = tidy(() => add(x, x));
    expect(await sum.data()).toEqual(new Float32Array(8).fill(2));
    for (const tensor of [x, y, sum]) tensor.dispose();
  });

  test('it is thrown where finished work is waited for, too', async () => {
    await start();
    const queue = deviceQueue()!;
    await queue.settled();
    const x = ones([8]);
    const y = runBroken(x);
    await expect(queue.settled()).rejects.toThrow('the GPU refused the shader BrokenProgram');
    await queue.settled();
    for (const tensor of [x, y]) tensor.dispose();
  });

  test('finished work leaves nothing to submit', async () => {
    await start();
    const [x, y] = tidy(() => [ones([8]), square(ones([8]))]);
    expect(runningBackend()!.commandEncoder).not.toBeNull();
    await deviceQueue()!.settled();
    expect(runningBackend()!.commandEncoder).toBeNull();
    for (const tensor of [x, y]) tensor?.dispose();
  });

  test('a lost device rejects what waits, and what is called then', async () => {
    await start();
    const { device } = runningBackend()!;
    const x = ones([16, 16]);
    const y = matMul(x, x);
    const queue = deviceQueue()!;
    const waiting = [y.data(), queue.settled()].map((promise) => promise.catch((error) => error));
    device.destroy();
    for (const error of await Promise.all(waiting)) expect(error).toBeInstanceOf(DeviceLostError);
    const lost = await installed.lost;
    expect(lost).toMatchObject({
      name: 'DeviceLostError',
      reason: 'destroyed',
      message: expect.stringMatching(/^webgpu: the device is lost \(destroyed: .*\).*; go on from a checkpoint$/),
    });
    for (const call of [() => y.data(), () => x.data(), () => queue.settled()]) await expect(call()).rejects.toBe(lost);
    expect(() => y.dataSync()).toThrow(lost);
    expect(() => square(x)).toThrow(lost);
    for (const tensor of [x, y]) tensor.dispose();
  });

  test('another install gives a new device, and what lived on the old one can be disposed of', async () => {
    await start();
    const old = installed;
    const x = ones([4]);
    const y = square(x);
    runningBackend()!.device.destroy();
    await old.lost;
    await start();
    const fresh = tidy(() => square(ones([2])));
    expect(await fresh.data()).toEqual(new Float32Array([1, 1]));
    await expect(y.data()).rejects.toThrow(DeviceLostError);
    const before = engine().state.numTensors;
    for (const tensor of [x, y]) tensor.dispose();
    expect(engine().state.numTensors).toBe(before - 2);
    await old.undo();
    const after = square(fresh);
    expect(await after.data()).toEqual(new Float32Array([1, 1]));
    for (const tensor of [fresh, after]) tensor.dispose();
  });

  test('the undo is no loss', async () => {
    await start();
    const { device } = runningBackend()!;
    const told = vi.fn();
    void installed.lost.then(told);
    await installed.undo();
    expect((await device.lost).reason).toBe('destroyed');
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).not.toHaveBeenCalled();
  });

  test('reading at once says what to call in Node', async () => {
    await start();
    const x = tidy(() => square(scalar(3)));
    expect(() => x.dataSync()).toThrow(
      "webgpu: dataSync and arraySync can't read from the GPU here; await data() or array()",
    );
    expect(await x.data()).toEqual(new Float32Array([9]));
    expect(x.dataSync()).toEqual(new Float32Array([9]));
    x.dispose();
  });

  test('unused buffers are given back, and numbers stay right', async () => {
    await start();
    const { bufferManager } = runningBackend()!;
    const x = ones([16, 16]);
    for (const size of [8, 16, 32]) tidy(() => void matMul(x, ones([16, size])));
    const y = tidy(() => matMul(x, matMul(x, x)));
    installed.freeUnused();
    expect(bufferManager.numFreeBuffers).toBe(0);
    const used = memory() as unknown as { numBytesInGPU: number; numBytesAllocatedInGPU: number };
    expect(used.numBytesAllocatedInGPU).toBe(used.numBytesInGPU);
    expect(await y.data()).toEqual(new Float32Array(16 * 16).fill(16 * 16));
    for (const tensor of [x, y]) tensor.dispose();
  });
});
