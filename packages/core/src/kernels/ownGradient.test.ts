import { getGradient, registerGradient, unregisterGradient } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { ownGradient } from './ownGradient.ts';

test('a gradient is registered where the kernel has none; one that it has stays', () => {
  const ours = { kernelName: 'Ours', gradFunc: () => ({}) };
  ownGradient(ours);
  expect(getGradient('Ours')).toBe(ours);
  unregisterGradient('Ours');
  const theirs = { kernelName: 'Ours', gradFunc: () => ({}) };
  registerGradient(theirs);
  ownGradient(ours);
  expect(getGradient('Ours')).toBe(theirs);
  unregisterGradient('Ours');
});
