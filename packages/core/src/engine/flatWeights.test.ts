import '@tensorflow/tfjs-backend-cpu';
import { dispose, ones } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { flatWeights } from './flatWeights.ts';

test('a column is a vector, and nothing else is changed', () => {
  const [column, vector, wide] = [ones([3, 1]), ones([3]), ones([3, 2])];
  const flat = flatWeights('mine', column)!;
  expect(flat.shape).toEqual([3]);
  expect([undefined, vector, wide].map((weights) => flatWeights('mine', weights))).toEqual([undefined, vector, wide]);
  dispose([column, vector, wide, flat]);
});

test('what is no tensor is refused', () => {
  expect(() => flatWeights('mine', [1, 2] as never)).toThrow(
    'mine: sampleWeight must be a tensor with one weight a sample, got [1, 2]',
  );
});
