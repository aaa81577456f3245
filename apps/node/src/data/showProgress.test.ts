import { expect, test } from 'vitest';
import { showProgress } from './showProgress.ts';

test('a download is announced once, and its state shown when it changes', () => {
  const [lines, states]: [string[], string[]] = [[], []];
  const show = showProgress({ print: (line) => void lines.push(line), status: (text) => void states.push(text) });
  for (const loaded of [0, 100, 1_000_000, 2_000_000]) show({ stage: 'download', loaded, total: 4_000_000 });
  show({ stage: 'read', loaded: 7_200_000, total: undefined });
  expect(lines).toEqual([expect.stringContaining('downloading CIFAR-10, once')]);
  expect(states).toEqual([
    'Data     downloading CIFAR-10: 0 % of 4 MB',
    'Data     downloading CIFAR-10: 25 % of 4 MB',
    'Data     downloading CIFAR-10: 50 % of 4 MB',
    'Data     reading CIFAR-10: 7 MB',
  ]);
});
