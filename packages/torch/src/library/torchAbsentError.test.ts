import { expect, test } from 'vitest';
import { TorchAbsentError } from './torchAbsentError.ts';

test('the message says why and what helps, and so do the members', () => {
  const cause = new Error('dlopen');
  const error = new TorchAbsentError('not installed', 'pip install torch', { cause });
  expect(error).toMatchObject({
    name: 'TorchAbsentError',
    message: 'torch: it is not installed; pip install torch',
    reason: 'not installed',
    remedy: 'pip install torch',
    cause,
  });
});
