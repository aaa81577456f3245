import { expect, test, vi } from 'vitest';
import { note } from './node.ts';

test('a note is one line on stderr', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  note('cifar10: a line');
  expect(write.mock.calls).toEqual([['cifar10: a line\n']]);
  write.mockRestore();
});
