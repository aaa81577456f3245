import { MemoryError } from '@kindling/core';
import { expect, test } from 'vitest';
import { TorchMemoryError } from './torchMemoryError.ts';

test('it is known as want of memory, and by its own name', () => {
  const error = new TorchMemoryError('torch: no memory on cpu for mm');
  expect(error).toBeInstanceOf(MemoryError);
  expect(String(error)).toBe('TorchMemoryError: torch: no memory on cpu for mm');
});
