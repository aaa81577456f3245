import '@tensorflow/tfjs-backend-cpu';
import {
  getGradient,
  grad,
  registerGradient,
  square,
  sum,
  type Tensor,
  tensor1d,
  unregisterGradient,
} from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { neededGradients, registerGradients } from './needed.ts';

const slope = (): Promise<unknown> => grad((x: Tensor) => sum(square(x)))(tensor1d([1, 2])).array();

test('without gradients tfjs has none; registered they work, undone they are gone', async () => {
  expect(slope).toThrow(/gradient function not found/);
  const undo = registerGradients(neededGradients);
  expect(await slope()).toEqual([2, 4]);
  undo();
  expect(slope).toThrow(/gradient function not found/);
});

test('registering twice does nothing more, and the first undo takes out what the first put in, once', () => {
  const warn = vi.spyOn(console, 'warn');
  const first = registerGradients(neededGradients);
  const second = registerGradients(neededGradients);
  second();
  expect(getGradient('Square')).toBeDefined();
  first();
  expect(getGradient('Square')).toBeUndefined();
  const third = registerGradients(neededGradients);
  first();
  expect(getGradient('Square')).toBeDefined();
  third();
  expect(warn).not.toHaveBeenCalled();
});

test("a gradient of somebody else's is neither replaced nor taken out", () => {
  const own = { kernelName: 'Square', gradFunc: () => ({}) };
  registerGradient(own);
  registerGradients(neededGradients)();
  expect(getGradient('Square')).toBe(own);
  unregisterGradient('Square');
  const undo = registerGradients(neededGradients);
  registerGradient(own);
  undo();
  expect(getGradient('Square')).toBe(own);
  unregisterGradient('Square');
});

test('each kernel has one gradient', () => {
  const kernels = neededGradients.map(({ kernelName }) => kernelName);
  expect(kernels.length).toBe(new Set(kernels).size);
});
