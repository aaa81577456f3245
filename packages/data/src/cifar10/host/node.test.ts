import { expect, test, vi } from 'vitest';
import { kept, note, removeKept } from './node.ts';

test('a note is one line on stderr', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  note('cifar10: a line');
  expect(write.mock.calls).toEqual([['cifar10: a line\n']]);
  write.mockRestore();
});

test('what a page keeps is not asked for here, and the refusal says where downloads are', async () => {
  await expect(kept()).rejects.toThrow('keptCifar10 is for pages; Node keeps a download in cacheDir');
  await expect(removeKept()).rejects.toThrow('removeCifar10 is for pages; Node keeps a download in cacheDir');
});
