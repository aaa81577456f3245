import { engine, ones, setBackend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onTorch } from '../testing/onTorch.ts';
import { install } from './install.ts';
import type { TorchBackend } from './tfjs/backend.ts';

test('an option that is unknown or out of its domain is an error', async () => {
  // @ts-expect-error: there is no such device
  await expect(install({ device: 'gpu' })).rejects.toThrow('install: unknown device "gpu"');
  // @ts-expect-error: there is no such option
  await expect(install({ gpu: true })).rejects.toThrow('install: unknown option "gpu"');
});

onTorch('install', () => {
  test('says what was found', async () => {
    const { device, deviceName, versions, threads, passedOver } = await install();
    expect({ device, threads, passedOver }).toEqual({ device: 'cpu', threads: 1, passedOver: undefined });
    expect(deviceName).toContain('CPU');
    expect(versions.torch).toMatch(/^\d+\.\d+/);
  });

  test('again with nothing else asked keeps the backend, and with something else starts it anew', async () => {
    const backend = engine().backend;
    await install({ device: 'cpu' });
    expect(engine().backend).toBe(backend);
    await install({ strict: true });
    expect((engine().backend as TorchBackend).strict).toBe(true);
    await setBackend('torch');
    expect((engine().backend as TorchBackend).strict).toBe(true);
    await install({ strict: false });
  });

  test('is refused while there are tensors', async () => {
    const x = ones([2]);
    await expect(install({ strict: true })).rejects.toThrow(/runs on cpu and holds 1 tensors; dispose of them/);
    x.dispose();
  });

  test('what PyTorch reads as it is loaded can’t change', async () => {
    await expect(install({ tf32: true })).rejects.toThrow('install: PyTorch reads tf32 as it is loaded');
    await install({ tf32: false });
    expect(process.env.NVIDIA_TF32_OVERRIDE).toBe('0');
  });

  test('CUDA that is not there is an error, never the CPU in its place', async () => {
    await expect(install({ device: 'cuda' })).rejects.toThrow(/cuda|CUDA/);
    await install({ device: 'cpu' });
    expect((engine().backend as TorchBackend).torch.device).toBe('cpu');
  });
});
