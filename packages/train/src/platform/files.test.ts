import { expect, test, vi } from 'vitest';
import { requireFiles } from './files.ts';

test('Node has files', () => {
  expect(requireFiles('csvLog').replace).toBeTypeOf('function');
});

test('a callback that writes files is refused where it is made in a browser', async () => {
  vi.resetModules();
  vi.doMock('#platform', () => import('./browser.ts'));
  const { csvLog } = await import('../callbacks/csvLog.ts');
  const { modelCheckpoint } = await import('../callbacks/modelCheckpoint.ts');
  expect(() => csvLog('history.csv')).toThrow('csvLog: a browser has no files to write; use it in Node');
  expect(() => modelCheckpoint('model')).toThrow('modelCheckpoint: a browser has no files to write; use it in Node');
  vi.doUnmock('#platform');
});
