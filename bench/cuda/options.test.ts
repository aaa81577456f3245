import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('without options all parts run on cuda', () => {
  expect(readOptions([])).toEqual({
    device: 'cuda',
    quick: false,
    data: undefined,
    only: ['conformance', 'specs', 'parity', 'training', 'faults', 'speed', 'chapter'],
    rounds: 11,
    out: undefined,
  });
});

test('device, parts, rounds and sizes can be chosen', () => {
  const options = ['--device', 'cpu', '--quick', '--only', 'speed,faults', '--rounds', '5', '--data', 'pictures'];
  expect(readOptions(options)).toMatchObject({
    device: 'cpu',
    quick: true,
    only: ['speed', 'faults'],
    rounds: 5,
    data: 'pictures',
  });
  expect(readOptions(['--quick'])?.rounds).toBe(3);
  expect(readOptions(['--help'])).toBeUndefined();
});

test.each([
  [['--device', 'gpu'], 'cuda: --device must be one of cuda, cpu, got gpu'],
  [
    ['--only', 'sped'],
    'cuda: --only must be one of conformance, specs, parity, training, faults, speed, chapter, got sped',
  ],
  [['--rounds', '0'], 'cuda: --rounds must be a positive integer, got 0'],
])('what cannot be is refused: %s', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
