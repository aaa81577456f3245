import { expect, test, vi } from 'vitest';
import { platform } from './browser.ts';

test('each text is one line of the console, which cannot be redrawn', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  platform.terminal.write('Epoch 1/1\n');
  expect(log).toHaveBeenCalledWith('Epoch 1/1');
  expect(platform.terminal.columns).toBeUndefined();
  log.mockRestore();
});
