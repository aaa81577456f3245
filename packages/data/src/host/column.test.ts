import { dispose, memory, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostColumn, tensorColumn } from './column.ts';
import { hostArray } from './hostArray.ts';

const rows = hostArray(new Uint8Array([0, 1, 10, 11, 20, 21, 30, 31]), [4, 2]);

describe.each(testBackends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test('batches that are alive at once keep their values, of any size and order', async () => {
    const column = hostColumn('x', rows);
    const first = column.gather([3, 0]);
    const second = column.gather([1, 2, 1]);
    const third = column.gather([2]);
    expect([...(await first.data())]).toEqual([30, 31, 0, 1]);
    expect([...(await second.data())]).toEqual([10, 11, 20, 21, 10, 11]);
    expect([...(await third.data())]).toEqual([20, 21]);
    expect([first.shape, second.shape, third.shape]).toEqual([
      [2, 2],
      [3, 2],
      [1, 2],
    ]);
    dispose([first, second, third]);
  });

  test('rows in a row of a tensor are a slice of it, of host arrays one copy', async () => {
    const source = tensor2d([0, 1, 10, 11, 20, 21, 30, 31], [4, 2]);
    for (const column of [tensorColumn('x', source), hostColumn('x', rows)]) {
      const before = memory().numTensors;
      const [some, one] = [column.gather([1, 2]), column.gather([3])];
      expect(memory().numTensors).toBe(before + 2);
      expect([...(await some.data()), ...(await one.data())]).toEqual([10, 11, 20, 21, 30, 31]);
      dispose([some, one]);
    }
    source.dispose();
  });

  test('rows of a tensor are gathered on its device and nothing but the batch stays', async () => {
    const source = tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const before = memory().numTensors;
    const batch = tensorColumn('x', source).gather([2, 0]);
    expect(memory().numTensors).toBe(before + 1);
    expect([...(await batch.data())]).toEqual([5, 6, 1, 2]);
    dispose([source, batch]);
  });
});

test('a change of backend between batches harms none of them', async () => {
  const column = hostColumn('x', rows);
  const batches = [];
  for (const [i, backend] of (['wasm', 'cpu', 'wasm', 'cpu'] as const).entries()) {
    await useBackend(backend);
    batches.push(column.gather([i, 0]));
  }
  const values = await Promise.all(batches.map(async (batch) => [...(await batch.data())]));
  expect(values).toEqual([0, 1, 2, 3].map((i) => [10 * i, 10 * i + 1, 0, 1]));
  dispose(batches);
});

test('a byte a row is an int32 label, bytes in a row are a float32 picture, and other types stay', () => {
  const typeOf = (array: Parameters<typeof hostColumn>[1]) => {
    const batch = hostColumn('x', array).gather([0]);
    batch.dispose();
    return batch.dtype;
  };
  expect(typeOf(hostArray(new Uint8Array(2), [2]))).toBe('int32');
  expect(typeOf(rows)).toBe('float32');
  expect(typeOf(hostArray(new Int32Array(4), [2, 2]))).toBe('int32');
  expect(typeOf(hostArray(new Float32Array(2), [2]))).toBe('float32');
});

test('a single row is a number or an array, and a tensor is read for it', async () => {
  expect(hostColumn('x', hostArray(new Int32Array([7, 8]), [2])).row(1)).toBe(8);
  expect(hostColumn('x', rows).row(2)).toMatchObject({ data: new Uint8Array([20, 21]), shape: [2] });
  const source = tensor1d([4, 5]);
  expect(await tensorColumn('x', source).row(1)).toBe(5);
  source.dispose();
});
