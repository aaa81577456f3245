import { registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { random } from '../random/random.ts';
import { requireBackend } from './requireBackend.ts';

test('without a backend the remedy is said, and what tfjs says', () => {
  expect(() => requireBackend('sequential')).toThrow(
    "sequential: tfjs has no backend to compute on; before this, await selectBackend('auto') of @kindling/backend, or import one: import '@tensorflow/tfjs-backend-cpu'. tfjs says: No backend found in registry.",
  );
  expect(() => random(1).uniform([2])).toThrow('random: tfjs has no backend to compute on');
  expect(() => random(1).normal([2])).toThrow('random: tfjs has no backend to compute on');
});

test('with a backend nothing happens', async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  expect(() => requireBackend('fit')).not.toThrow();
  expect(await random(1).uniform([0]).array()).toEqual([]);
});

test('so it is while a backend is still starting', () => {
  removeBackend('cpu');
  registerBackend('late', () => new Promise(() => {}));
  expect(() => requireBackend('fit')).toThrow(/^fit: tfjs has no backend .*'late' has not yet been initialized/);
  removeBackend('late');
});
