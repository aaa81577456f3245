import { expect, test } from 'vitest';
import { tell } from './device.ts';
import { findGpu } from './gpu.ts';

const selected = { name: 'wasm', device: '2 of 8 CPU cores', lacks: [] as string[], passedOver: [] as never[] };
const passed = (name: string, reason: string) => ({ name, reason, remedy: undefined });

test('WebAssembly is first, also beside a GPU, which is then there to be timed', () => {
  expect(tell(selected, 'auto', { kind: 'hardware' })).toEqual({
    ...{ name: 'wasm', label: 'WebAssembly, 2 threads', choices: ['webgpu', 'wasm', 'cpu'], gpuToTime: true },
    why: 'Learning begins at once here, while WebGPU gets ready.',
  });
});

test('a software GPU can be asked for, and is not timed', () => {
  expect(tell(selected, 'auto', { kind: 'software' })).toMatchObject({
    ...{ choices: ['webgpu', 'wasm', 'cpu'], gpuToTime: false },
    why: 'WebGPU here is software; WebAssembly is faster.',
  });
  expect(tell({ ...selected, name: 'webgpu', device: 'google swiftshader' }, 'webgpu', { kind: 'software' })).toEqual({
    ...{ name: 'webgpu', label: 'WebGPU, google swiftshader', choices: ['webgpu', 'wasm', 'cpu'], gpuToTime: false },
    why: 'You asked for it. WebGPU here is software; WebAssembly is faster.',
  });
});

test('one thread says why', () => {
  const lacks = ['one thread: the page is not cross-origin isolated; serve it with headers'];
  expect(tell({ ...selected, device: '1 of 8 CPU cores', lacks }, 'auto', { kind: 'none' })).toMatchObject({
    label: 'WebAssembly, 1 thread',
    why: 'This browser has no WebGPU for this machine. 1 thread, because the page is not isolated.',
  });
});

test('plain JavaScript says what is missing', () => {
  const passedOver = [passed('wasm', 'not there'), passed('webgpu', 'not there')];
  expect(tell({ ...selected, name: 'cpu', passedOver }, 'auto', { kind: 'none' })).toMatchObject({
    ...{ label: 'Plain JavaScript', choices: ['cpu'] },
    why: 'About 0.3 s a step, because WebAssembly is not there.',
  });
});

test('a wish that can not be had is told', () => {
  const passedOver = [passed('webgpu', 'not there, because no adapter was found')];
  expect(tell({ ...selected, passedOver }, 'webgpu', { kind: 'none' }).why).toBe(
    'WebGPU was asked for, but is not there, because no adapter was found.',
  );
});

test('a GPU is hardware, a program, or none', async () => {
  const host = (info: object | null) => ({ gpu: { requestAdapter: async () => info && { info } } });
  expect(await findGpu({})).toEqual({ kind: 'none' });
  expect(await findGpu(host(null))).toEqual({ kind: 'none' });
  expect(await findGpu(host({ vendor: 'apple', architecture: 'metal-3' }))).toEqual({ kind: 'hardware' });
  expect(await findGpu(host({ vendor: 'google', architecture: 'swiftshader' }))).toEqual({ kind: 'software' });
  expect(await findGpu(host({ isFallbackAdapter: true }))).toEqual({ kind: 'software' });
  const broken = { gpu: { requestAdapter: () => Promise.reject(new Error('no')) } };
  expect(await findGpu(broken)).toEqual({ kind: 'none' });
});
