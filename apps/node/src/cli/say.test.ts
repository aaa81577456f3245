import { shapes } from '@kindling/data';
import { expect, test } from 'vitest';
import { backendLine, dataLine } from './say.ts';

test('data is said with its counts', async () => {
  expect(dataLine('shapes', await shapes({ train: 2000, test: 3 }))).toBe(
    'Data     shapes: 2,000 pictures to train on, 3 to test with, 10 classes',
  );
});

test('a backend is said with its device and why, in lines of 80', () => {
  const selected = {
    name: 'wasm' as const,
    device: 'one core',
    reason: 'the fastest of all that are there and work on this machine today',
    versions: {},
    passedOver: [],
    lacks: ['one thread: the page is not cross-origin isolated'],
    warning: undefined,
    onLost: () => () => undefined,
    undo: async () => undefined,
  };
  const lines = backendLine(selected).split('\n');
  expect(lines[0]).toMatch(/^Backend {2}wasm on one core: the fastest/);
  expect(lines[1]).toMatch(/^ {9}\w/);
  expect(lines.at(-1)).toBe('         one thread: the page is not cross-origin isolated');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});
