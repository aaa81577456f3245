import { expect, test, vi } from 'vitest';
import { requireFiles, requirePath } from './files.ts';

test('Node has files', () => {
  expect(requireFiles('csvLog').replace).toBeTypeOf('function');
});

test('where there are none, the error names the caller that needs them', async () => {
  vi.resetModules();
  vi.doMock('#platform', () => import('./browser.ts'));
  const { requireFiles } = await import('./files.ts');
  expect(() => requireFiles('csvLog')).toThrow('csvLog: a browser has no files to write; use it in Node');
  expect(() => requireFiles('backup', 'give a place')).toThrow('backup: a browser has no files to write; give a place');
  vi.doUnmock('#platform');
});

test('an error of the file system names its owner, and a path is a string', async () => {
  await expect(requireFiles('csvLog').read('/')).rejects.toThrow(/^csvLog: EISDIR/);
  expect(() => requirePath('csvLog', '')).toThrow('csvLog: path must name a file, got ""');
});
