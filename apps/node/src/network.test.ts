import { expect, test } from 'vitest';
import { network } from './network.ts';

test("the default one is the chapter's", () => {
  const mlp = network([32, 32, 3], [200, 150], 10);
  expect(mlp.countParameters()).toBe(646_260);
  expect(mlp.outputShape).toEqual([null, 10]);
});

test('without hidden layers it is a linear classifier', () => {
  expect(network([4, 4, 1], [], 3).countParameters()).toBe(16 * 3 + 3);
});
