import { expect, test, vi } from 'vitest';

test('a callback that writes files is refused where it is made in a browser', async () => {
  const core = await import('@kindling/core');
  vi.resetModules();
  vi.doMock('@kindling/core', () => ({
    ...core,
    requireFiles: (owner: string) => {
      throw new Error(`${owner}: a browser has no files to write; use it in Node`);
    },
  }));
  const { csvLog } = await import('./csvLog.ts');
  const { modelCheckpoint } = await import('./modelCheckpoint.ts');
  expect(() => csvLog('history.csv')).toThrow('csvLog: a browser has no files to write; use it in Node');
  expect(() => modelCheckpoint('model')).toThrow('modelCheckpoint: a browser has no files to write; use it in Node');
  vi.doUnmock('@kindling/core');
});
