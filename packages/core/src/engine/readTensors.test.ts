import '@tensorflow/tfjs-backend-cpu';
import { setBackend, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { DeviceLostError } from './deviceLostError.ts';
import { declareDeviceQueue } from './deviceQueue.ts';
import { readTensors } from './readTensors.ts';

beforeAll(async () => {
  await setBackend('cpu');
});

let undo: (() => void) | undefined;
afterEach(() => undo?.());

const declare = (settled: () => Promise<void>): void => {
  undo = declareDeviceQueue('cpu', { settled, freeUnused: () => undefined });
};
const lost = new DeviceLostError('the device is gone', 'destroyed');
const unreadable = { data: () => Promise.reject(new DOMException('Instance dropped', 'AbortError')) } as unknown;

test('a read reads each tensor once, and asks the device once, where there is one', async () => {
  const settled = vi.fn(async () => undefined);
  const tensor = tensor1d([1, 2]);
  const data = vi.spyOn(tensor, 'data');
  expect(await readTensors([tensor])).toEqual([Float32Array.of(1, 2)]);
  declare(settled);
  expect(await readTensors([tensor])).toEqual([Float32Array.of(1, 2)]);
  expect(data).toHaveBeenCalledTimes(2);
  expect(settled).toHaveBeenCalledOnce();
  tensor.dispose();
});

test('what the device reports is told, though the read gave numbers', async () => {
  const tensor = tensor1d([1]);
  declare(() => Promise.reject(new Error('no such shader')));
  await expect(readTensors([tensor])).rejects.toThrow('no such shader');
  tensor.dispose();
});

test('a device that is gone is told before the read that broke off', async () => {
  declare(() => Promise.reject(lost));
  await expect(readTensors([unreadable as Tensor])).rejects.toBe(lost);
  undo?.();
  declare(async () => undefined);
  await expect(readTensors([unreadable as Tensor])).rejects.toThrow('Instance dropped');
});
