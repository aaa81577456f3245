import { expect, test, vi } from 'vitest';

test('a callback that writes files is refused where it is made in a browser, with what does it there', async () => {
  const core = await import('@kindling/core');
  vi.resetModules();
  vi.doMock('@kindling/core', () => ({
    ...core,
    requireFiles: (owner: string, inPage: string) => {
      throw new Error(`${owner}: no files; ${inPage}`);
    },
  }));
  const { csvLog } = await import('./csvLog.ts');
  const { modelCheckpoint } = await import('./modelCheckpoint.ts');
  const { backup, latestBackup } = await import('./backup.ts');
  expect(() => csvLog('history.csv')).toThrow('csvLog: no files; in a page trainer.history has these rows');
  expect(() => modelCheckpoint('model')).toThrow('modelCheckpoint: no files; in a page keep a model by saveModel');
  expect(() => backup({ path: 'run' })).toThrow('backup: no files; in a page give browserPlace("run"), not a path');
  await expect(latestBackup('run')).rejects.toThrow('backup: no files; in a page give browserPlace("run")');
  vi.doUnmock('@kindling/core');
});
