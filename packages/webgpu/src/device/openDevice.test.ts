import { expect, test, vi } from 'vitest';
import type { FoundGpu } from '../gpu/gpu.ts';
import { openDevice } from './openDevice.ts';

const limits = {
  maxBufferSize: 2 ** 30,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 512,
  maxComputeWorkgroupStorageSize: 32_768,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxStorageBufferBindingSize: 2 ** 30,
  maxStorageBuffersPerShaderStage: 12,
};

const wanted = { powerPreference: 'high-performance', software: true } as const;

const found = (adapter: object | null): FoundGpu & { gpu: { requestAdapter: ReturnType<typeof vi.fn> } } => ({
  gpu: { requestAdapter: vi.fn(async () => adapter as GPUAdapter | null) },
  versions: {},
  provideGlobals: () => () => undefined,
  whyNoAdapter: () => ({ reason: 'not there, because of the weather', remedy: 'wait' }),
});

const adapter = (changed: object = {}) => ({
  info: { vendor: 'nvidia', architecture: 'turing' },
  features: new Set(['timestamp-query', 'shader-f16']),
  limits,
  requestDevice: vi.fn(async () => 'a device'),
  ...changed,
});

test('the device has the features and the limits of its adapter that tfjs uses', async () => {
  const asked = adapter();
  const gpu = found(asked);
  expect(await openDevice(gpu, { ...wanted, powerPreference: 'low-power' })).toMatchObject({
    device: 'a device',
    adapter: { name: 'NVIDIA turing GPU', isSoftware: false },
  });
  expect(gpu.gpu.requestAdapter).toHaveBeenCalledWith({ powerPreference: 'low-power' });
  expect(asked.requestDevice).toHaveBeenCalledWith({ requiredFeatures: ['timestamp-query'], requiredLimits: limits });
});

test('no adapter: the reason and the remedy are those of the place', async () => {
  await expect(openDevice(found(null), wanted)).rejects.toMatchObject({
    name: 'GpuAbsentError',
    reason: 'not there, because of the weather',
    remedy: 'wait',
    message: 'webgpu: it is not there, because of the weather; wait',
  });
});

test('a software adapter is taken, or refused with the reason', async () => {
  const software = adapter({ info: { vendor: 'google', architecture: 'swiftshader', isFallbackAdapter: true } });
  expect(await openDevice(found(software), wanted)).toMatchObject({ adapter: { isSoftware: true } });
  await expect(openDevice(found(software), { ...wanted, software: false })).rejects.toThrow(
    'webgpu: it is a software GPU (SwiftShader), which computes on the CPU, slower than wasm; software: true takes it all the same',
  );
});

test('a limit that is too small is named, with what is needed and what there is', async () => {
  const small = adapter({ limits: { ...limits, maxStorageBuffersPerShaderStage: 4 } });
  await expect(openDevice(found(small), wanted)).rejects.toThrow(
    'too small here: maxStorageBuffersPerShaderStage must be at least 8, and the NVIDIA turing GPU has 4',
  );
  expect(small.requestDevice).not.toHaveBeenCalled();
});

test('a device that is refused is told in the words of the browser', async () => {
  const cause = new Error('too many devices');
  const refusing = adapter({ requestDevice: () => Promise.reject(cause) });
  await expect(openDevice(found(refusing), wanted)).rejects.toMatchObject({
    message: 'webgpu: it is not there, because the NVIDIA turing GPU gives no device: too many devices',
    cause,
  });
});
