import { bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { Failed } from './failed.ts';
import { failureOf, nanFailure, stuckFailure } from './failures.ts';
import { isStuck } from './stuck.ts';

const place = { spec: bookSpec, saved: 640, device: 'wasm' } as const;

test('a loss that is no number offers a tenth of the rate, and one that is safe', () => {
  expect(nanFailure({ ...bookSpec, optimizer: 'sgd' }, 212, 157, 100)).toEqual({
    kind: 'nan',
    sentence: 'Loss became NaN near step 212. The rate 100 is probably too high.',
    offers: [
      { do: 'goBack', step: 157, learningRate: 10 },
      { do: 'startAgain', spec: { ...bookSpec, optimizer: 'sgd', learningRate: 0.01 } },
    ],
  });
});

test('one that guesses is offered a rate below its own', () => {
  expect([0.1, 0.12, 0.121].map((accuracy) => isStuck(accuracy, 2))).toEqual([true, true, false]);
  expect(isStuck(0.1, 1)).toBe(false);
  expect(stuckFailure(bookSpec, 0.05, 2.31).offers).toMatchObject([
    { spec: { learningRate: 5e-4 } },
    { do: 'dismiss' },
  ]);
  expect(stuckFailure(bookSpec, 1e-4, 2.31).offers).toMatchObject([
    { spec: { learningRate: 1e-5 } },
    { do: 'dismiss' },
  ]);
});

test('one that is far worse than guessing is told so, with its loss', () => {
  expect(stuckFailure(bookSpec, 0.05, 2.31).sentence).toBe('Still guessing (2.303 = ln 10). Try a smaller rate.');
  expect(stuckFailure(bookSpec, 100, 69.2).sentence).toBe(
    'The rate 100 is too large: the loss is 69, worse than guessing (2.303). Try 5e-4.',
  );
});

test('no memory offers half the batch, and WebAssembly in place of WebGPU', () => {
  const error = new RangeError('Array buffer allocation failed');
  expect(failureOf(error, { ...place, device: 'webgpu' })).toEqual({
    kind: 'memory',
    sentence: 'This device has no room in memory for the next step. The run is kept as of step 640.',
    details: 'Array buffer allocation failed',
    offers: [
      { do: 'startAgain', spec: { ...bookSpec, batch: 16 } },
      { do: 'useDevice', device: 'wasm' },
    ],
  });
  const small = { ...place, spec: { ...bookSpec, batch: 8 } };
  expect(failureOf(new Error('fit failed', { cause: error }), small)).toMatchObject({ kind: 'memory', offers: [] });
});

test('anything else keeps its words for the details', () => {
  expect(failureOf('odd', { ...place, saved: undefined })).toMatchObject({ kind: 'unexpected', details: 'odd' });
  const failure = { kind: 'data', sentence: 'No data.', offers: [] } as const;
  expect(failureOf(new Failed(failure), place)).toBe(failure);
});
