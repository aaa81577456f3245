import '@tensorflow/tfjs-backend-cpu';
import { declareDeviceQueue } from '@kindling/core';
import { memory, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { decodePredictions } from './decodePredictions.ts';

const classNames = ['cat', 'dog', 'eel'];

test('each row gives the name of its greatest column, the first of equals', async () => {
  const probabilities = tensor2d([
    [0.25, 0.5, 0.25],
    [0.5, 0, 0.5],
    [-1, -3, -0.5],
  ]);
  const before = memory().numTensors;
  expect(await decodePredictions(probabilities, classNames)).toEqual(['dog', 'cat', 'eel']);
  expect(memory().numTensors).toBe(before);
});

test('top gives the likeliest classes in order', async () => {
  const probabilities = tensor2d([[0.25, 0.125, 0.625]]);
  expect(await decodePredictions(probabilities, classNames, { top: 2 })).toEqual([
    [
      { name: 'eel', probability: 0.625 },
      { name: 'cat', probability: 0.25 },
    ],
  ]);
  expect(await decodePredictions(probabilities, classNames, { top: 1 })).toEqual([
    [{ name: 'eel', probability: 0.625 }],
  ]);
});

test('a row with a NaN is refused with its number', async () => {
  const probabilities = tensor2d([
    [1, 0, 0],
    [1, 0, Number.NaN],
  ]);
  const message = 'decodePredictions: row 1 holds NaN, so it has no likeliest class; did the training diverge?';
  await expect(decodePredictions(probabilities, classNames)).rejects.toThrow(message);
  await expect(decodePredictions(probabilities, classNames, { top: 1 })).rejects.toThrow(message);
});

test('columns and names must be as many', async () => {
  for (const wrong of [null, undefined, [[0.5, 0.5]]]) {
    await expect(decodePredictions(wrong as never, classNames)).rejects.toThrow(
      'decodePredictions: probabilities must be a tensor [batch, classes], got ',
    );
  }
  await expect(decodePredictions(tensor2d([[0.5, 0.5]]), null as never)).rejects.toThrow(
    'decodePredictions: classNames must be a list of names, got null',
  );
  const freed = tensor2d([[0.2, 0.3, 0.5]]);
  freed.dispose();
  await expect(decodePredictions(freed, classNames)).rejects.toThrow('probabilities was disposed of before');
  await expect(decodePredictions(tensor2d([[0.5, 0.5]]), classNames)).rejects.toThrow(
    'decodePredictions: probabilities must be [batch, 3], a column for each of the 3 class names, got [1, 2]',
  );
  await expect(decodePredictions(tensor1d([1, 0, 0]), classNames)).rejects.toThrow('got [3]');
});

test('what the device could not compute is not ranked', async () => {
  const undo = declareDeviceQueue('cpu', {
    settled: () => Promise.reject(new Error('no such shader')),
    freeUnused: () => undefined,
  });
  await expect(decodePredictions(tensor2d([[0.2, 0.3, 0.5]]), classNames)).rejects.toThrow('no such shader');
  undo();
});

test('top must be an integer within the classes', async () => {
  const probabilities = tensor2d([[1, 0, 0]]);
  await expect(decodePredictions(probabilities, classNames, { top: 0 })).rejects.toThrow(
    'decodePredictions: top must be a positive integer, got 0',
  );
  await expect(decodePredictions(probabilities, classNames, { top: 4 })).rejects.toThrow(
    'decodePredictions: top must be at most 3, the classes, got 4',
  );
});
