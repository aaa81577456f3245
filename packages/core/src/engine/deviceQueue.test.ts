import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { declareDeviceQueue, deviceQueue } from './deviceQueue.ts';

beforeAll(async () => {
  await setBackend('cpu');
});

const queue = { settled: async () => undefined, freeUnused: () => undefined };

test('a backend has a queue from its declaration to the undo', () => {
  expect(deviceQueue()).toBeUndefined();
  const undo = declareDeviceQueue('cpu', queue);
  expect(deviceQueue()).toBe(queue);
  undo();
  expect(deviceQueue()).toBeUndefined();
});

test('the undo of an earlier declaration leaves a later one alone', () => {
  const first = declareDeviceQueue('cpu', { settled: async () => undefined, freeUnused: () => undefined });
  const second = declareDeviceQueue('cpu', queue);
  first();
  expect(deviceQueue()).toBe(queue);
  second();
});

test('the queue of a backend that is not in use is not asked', () => {
  const undo = declareDeviceQueue('webgpu', queue);
  expect(deviceQueue()).toBeUndefined();
  undo();
});
