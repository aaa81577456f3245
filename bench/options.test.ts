import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('without options everything runs but the chapter', () => {
  expect(readOptions([])).toMatchObject({
    only: ['mlp', 'cnn', 'feeding', 'installed', 'gpu', 'web'],
    backends: ['wasm', 'cpu'],
    batches: [32, 128, 512],
    rounds: 11,
    out: expect.stringMatching(/RESULTS\.md$/),
  });
});

test('cases, backends, batches and rounds can be chosen', () => {
  const options = ['--only', 'mlp', '--chapter', '--backend', 'wasm', '--batch', '8,16', '--rounds', '3'];
  expect(readOptions(options)).toMatchObject({
    only: ['mlp', 'chapter'],
    backends: ['wasm'],
    batches: [8, 16],
    rounds: 3,
  });
  expect(readOptions(['--help'])).toBeUndefined();
});

test.each([
  [['--only', 'mpl'], 'bench: unknown case "mpl"; known: mlp, cnn, feeding, installed, gpu, web, chapter'],
  [['--backend', 'webgl'], 'bench: unknown backend "webgl"; known: wasm, cpu'],
  [['--batch', '32,'], 'bench: batch must be a positive integer, got '],
  [['--rounds', 'many'], 'bench: rounds must be a positive integer, got many'],
])('what cannot be is refused: %s', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
