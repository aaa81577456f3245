import '@tensorflow/tfjs-backend-cpu';
import { fromArrays, hostArray } from '@kindling/data';
import { expect, test } from 'vitest';
import { originOf } from './origin.ts';

const x = hostArray(new Float32Array(12), [4, 3]);
const y = hostArray(new Float32Array(4), [4, 1]);
const cut = { batchSize: 2 };

test('whole arrays are known by x, by their shapes, and by how they are cut', () => {
  const { source, print } = originOf({ x, y }, 2, cut, false);
  expect(source).toBe(x);
  expect(JSON.parse(print)).toEqual({
    batches: 2,
    arrays: { x: '[4, 3]', y: '[4, 1]' },
    ...{ validated: false, batchSize: 2, validationSplit: 0, shuffle: true },
  });
  expect(originOf({ x, y }, 2, { ...cut, validationSplit: 0, shuffle: true }, false).print).toBe(print);
  const others = [{ batchSize: 4 }, { shuffle: false }, { validationSplit: 0.5 }, { classWeight: { 1: 2 } }];
  for (const other of [...others, { sampleWeight: [1] }, { stepsPerEpoch: 1 }])
    expect(originOf({ x, y }, 2, { ...cut, ...other }, false).print).not.toBe(print);
  expect(originOf({ x, y }, 2, cut, true).print).not.toBe(print);
});

test('a dataset is known by itself and its batches: it is cut already', () => {
  const data = fromArrays({ x, y }) as never;
  expect(originOf(data, undefined, cut, false)).toEqual({
    source: data,
    print: '{"batches":"unknown","validated":false}',
  });
});
