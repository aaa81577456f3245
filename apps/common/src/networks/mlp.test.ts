import { expect, test } from 'vitest';
import { mlp } from './mlp.ts';

test('it has the hidden layers that it is given', () => {
  const net = mlp([32, 32, 3], [200, 150], 10);
  expect(net.countParameters()).toBe(646_260);
  expect(net.outputShape).toEqual([null, 10]);
});

test('without hidden layers it is a linear classifier', () => {
  expect(mlp([4, 4, 1], [], 3).countParameters()).toBe(16 * 3 + 3);
});
