import '@tensorflow/tfjs-backend-cpu';
import { scalar } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { requireAlive } from './requireAlive.ts';

test('a tensor that was freed is refused, another and what is no tensor are not', () => {
  const tensor = scalar(1);
  for (const value of [tensor, 1, undefined]) expect(() => requireAlive('mine', 'x', value)).not.toThrow();
  tensor.dispose();
  expect(() => requireAlive('mine', 'x', tensor, '; keep it')).toThrow('mine: x was disposed of before; keep it');
});
