import { DeviceLostError, deviceQueue, platform } from '@kindling/core';
import {
  engine,
  env,
  getBackend,
  matMul,
  mean,
  memory,
  randomNormal,
  relu,
  scalar,
  square,
  sub,
  type Tensor,
  tidy,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Selected, selectBackend } from '../selectBackend.ts';
import { webgpu } from './webgpu.ts';

test('its options are its own, and wrong ones are refused', () => {
  expect(() => webgpu({ software: 0 as never })).toThrow('webgpu: software must be true or false, got 0');
  expect(() => webgpu({ power: 'low' } as never)).toThrow('webgpu: unknown option "power"');
  expect(() => webgpu({ powerPreference: 'low' as never })).toThrow('powerPreference');
});

describe.skipIf(lacksSoftwareGpu !== undefined)(`on Dawn (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
  beforeAll(provideSoftwareGpu);

  const undos: Selected[] = [];
  const select = async (...options: Parameters<typeof selectBackend>): Promise<Selected> => {
    const selected = await selectBackend(...options);
    undos.push(selected);
    if (selected.name === 'webgpu') env().set('WEBGPU_CPU_FORWARD', false);
    return selected;
  };

  afterEach(async () => {
    Object.assign(platform, { isNode: true });
    for (const selected of undos.splice(0)) await selected.undo();
    expect(engine().state.numTensors).toBe(0);
    expect(Object.keys(engine().registry)).toEqual([]);
  });

  test('it says what it runs on', async () => {
    const selected = await select('webgpu');
    expect(selected).toMatchObject({
      name: 'webgpu',
      device: 'software GPU (SwiftShader)',
      reason: 'chosen by name',
      versions: {
        '@tensorflow/tfjs-core': '4.22.0',
        '@tensorflow/tfjs-backend-webgpu': '4.22.0',
        webgpu: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      },
    });
  });

  test('auto passes a software GPU over in a page, unless it is wanted', async () => {
    Object.assign(platform, { isNode: false });
    const reason = 'a software GPU (SwiftShader), which computes on the CPU, slower than wasm';
    const remedy = 'software: true takes it all the same';
    expect(await select('auto')).toMatchObject({ name: 'wasm', passedOver: [{ name: 'webgpu', reason, remedy }] });
    expect(await select('auto', { software: true })).toMatchObject({ name: 'webgpu', passedOver: [] });
    await expect(selectBackend([webgpu({ software: false })])).rejects.toThrow(`backend: "webgpu" is ${reason}`);
  });

  test('a lost device is told, and another selection gives a new one', async () => {
    const first = await select('webgpu');
    const [heard, out] = [vi.fn(), vi.fn()];
    first.onLost(heard);
    first.onLost(out)();
    const x = scalar(2);
    const y = square(x);
    (engine().registry.webgpu as unknown as { device: GPUDevice }).device.destroy();
    await expect(y.data()).rejects.toThrow(DeviceLostError);
    expect(heard.mock.calls).toEqual([[expect.any(DeviceLostError)]]);
    expect(out).not.toHaveBeenCalled();
    const second = await select('webgpu');
    const squared = tidy(() => square(scalar(3)));
    expect(await squared.data()).toEqual(new Float32Array([9]));
    for (const tensor of [x, y, squared]) tensor.dispose();
    await first.undo();
    expect(getBackend()).toBe('webgpu');
    await second.undo();
    expect(heard).toHaveBeenCalledTimes(1);
  });

  const held = (): number => (memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;

  /** One step of gradient descent on a net of one hidden layer, then nothing of it is left; what it held at its end. */
  const train = (width: number): number => {
    const x = randomNormal([8, 64]);
    const weights = [randomNormal([64, width]), randomNormal([width, 4])].map((values) => {
      const weight = variable(values);
      values.dispose();
      return weight;
    });
    const { grads, value } = variableGrads(() => {
      const [into, out] = weights as Tensor[] as [Tensor, Tensor];
      return mean(square(matMul(relu(matMul(x, into)), out)));
    });
    for (const weight of weights) tidy(() => weight.assign(sub(weight, grads[weight.name]!)));
    const most = held();
    for (const tensor of [x, value, ...weights, ...Object.values(grads)]) tensor.dispose();
    return most;
  };

  test('the memory of ten nets that are gone is given back', async () => {
    await select('webgpu');
    const { settled, freeUnused } = deviceQueue()!;
    const widths = [16, 24, 32, 48, 64, 96, 128, 160, 192, 256];
    const largest = train(256);
    await settled();
    freeUnused();
    for (const width of widths) train(width);
    await settled();
    expect(held()).toBeGreaterThan(1.2 * largest);
    freeUnused();
    expect(held()).toBeLessThanOrEqual(1.2 * largest);
    await settled();
  }, 120_000);
});
