import { expect, test } from 'vitest';
import { startBackend } from './startBackend.ts';

const started = async (name: string, wide: boolean): Promise<readonly string[]> => {
  const lines: string[] = [];
  const output = { print: (line: string) => void lines.push(line), status: () => undefined };
  const reason = wide ? undefined : 'its check failed: it ended with SIGSEGV';
  const { backend } = await startBackend(name, output, async () => ({ wide, reason }));
  await backend.undo();
  return lines;
};

test('wasm says which vectors it computes with, and why', async () => {
  const lines = await started('wasm', false);
  expect(lines).toEqual([
    expect.stringMatching(/^Backend {2}wasm on .*: chosen by name$/),
    'SIMD     vectors of 128 bits: its check failed: it ended with SIGSEGV',
  ]);
});

test('cpu has none, and nothing is found out for it', async () => {
  const lines = await started('cpu', true);
  expect(lines).toEqual([expect.stringMatching(/^Backend {2}cpu/)]);
});
