import { dispose, memory, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { describe, expect, test } from 'vitest';
import { arrays } from '../../testing/arrays.ts';
import { collect, columnOf } from '../../testing/collect.ts';
import { bare, stream, tensors } from '../../testing/numbers.ts';
import { type Dataset, dataset, pipe } from '../dataset/dataset.ts';
import { type HostArray, hostArray } from '../host/hostArray.ts';
import { fromArrays } from '../sources/fromArrays.ts';
import { batch } from './batch.ts';
import { map } from './map.ts';

describe.each(testBackends)('on %s', (backend) => {
  test('rows become tensors, the last batch holds what is left', async () => {
    await useBackend(backend);
    const before = memory().numTensors;
    const batches = pipe(arrays(7), batch(3));
    expect(batches.size).toBe(3);
    // All at once, to see that no batch is written over by the next.
    const all = await collect(batches);
    expect(all.map(({ x }) => x.shape)).toEqual([
      [3, 2, 2],
      [3, 2, 2],
      [1, 2, 2],
    ]);
    const labels = await Promise.all(all.map(async ({ y }) => Array.from(await y.data())));
    expect(labels).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    for (const [i, { x }] of all.entries()) {
      expect(Array.from(await x.data())).toEqual(labels[i]!.flatMap((label) => [label, label, label, label]));
    }
    dispose(all.flatMap(({ x, y }) => [x, y]));
    expect(memory().numTensors).toBe(before);
  });
});

test('arrays and streams give the same batches', async () => {
  const one = (element: { x: unknown; y: number }) => ({ x: element.y });
  expect(await columnOf(pipe(arrays(8), map(one), batch(3)), 'x')).toEqual(
    await columnOf(pipe(stream(8), batch(3)), 'x'),
  );
});

test('the remainder can be dropped', async () => {
  for (const source of [arrays(7), stream(7)] as const) {
    const batches = batch(3, { dropRemainder: true })(source as Dataset<{ x: number }>);
    expect(batches.size).toBe(2);
    expect(await columnOf(batches, 'x')).toHaveLength(2);
  }
});

test('types follow the arrays: a byte a row is a label, bytes that fill a row a picture', async () => {
  const types = async (source: Dataset<Record<string, Tensor>>): Promise<string[]> => {
    for await (const element of source) {
      const found = Object.values(element).map(({ dtype }) => dtype);
      dispose(element);
      return found;
    }
    return [];
  };
  const data = {
    label: new Uint8Array(2),
    picture: hostArray(new Uint8Array(4), [2, 2]),
    ids: hostArray(new Int32Array(4), [2, 2]),
    floats: new Float32Array(2),
    list: [1, 2],
  };
  const expected = ['int32', 'float32', 'int32', 'float32', 'float32'];
  expect(await types(pipe(fromArrays(data), batch(2)))).toEqual(expected);
  const rows = pipe(
    fromArrays(data),
    map(({ label, ...rest }) => ({ label: label + 0, ...rest })),
  );
  expect(await types(pipe(rows, batch(2)))).toEqual(['float32', ...expected.slice(1)]);
});

test('a pass begins after whole batches, and nothing before them is made', async () => {
  const log: string[] = [];
  expect(await columnOf(batch(3)(stream(8, log)).iterate!({ skip: 2 }), 'x')).toEqual([[6, 7]]);
  expect(log).toEqual(['0:6', '0:7']);
  expect(await columnOf(batch(3)(arrays(8)).iterate!({ skip: 1 }), 'y')).toEqual([
    [3, 4, 5],
    [6, 7],
  ]);
  expect(await columnOf(batch(3)(arrays(8)).iterate!({ skip: 3 }), 'y')).toEqual([]);
});

test('the size of what has no known size is not known', async () => {
  expect(batch(2)(bare(3)).size).toBeUndefined();
  expect(await columnOf(batch(2)(bare(3)), 'x')).toEqual([[0, 1], [2]]);
});

const batchesOf = (...elements: unknown[]): Promise<unknown> =>
  collect(
    batch(2)(
      dataset({
        async *iterate() {
          yield* elements as { x: number }[];
        },
      }),
    ),
  );

test('elements that make no batch are refused and freed', async () => {
  await expect(batchesOf(3, 4)).rejects.toThrow('batch: elements must be records such as { x, y }, got 3');
  await expect(batchesOf({ x: 1 }, { x: 'a' })).rejects.toThrow(
    'batch: x must be a number or a host array, got "a"; hostArray(data, shape) makes one',
  );
  await expect(batchesOf({ x: 1 }, { x: undefined })).rejects.toThrow(
    'x must be a number or a host array, got undefined',
  );
  await expect(batchesOf([1], [2])).rejects.toThrow('batch: elements must be records such as { x, y }, got [1]');
  const [small, large] = [2, 3].map((length) => hostArray(new Uint8Array(length), [length]));
  await expect(batchesOf({ x: small }, { x: large })).rejects.toThrow(
    'batch: x must have one shape in all elements, got [2] and [3]',
  );
  const before = memory().numTensors;
  await expect(batchesOf({ x: scalar(1) }, { x: scalar(2) })).rejects.toThrow('x is a tensor');
  await expect(batchesOf({ x: 1, y: scalar(1) }, { x: 2, y: scalar(2) })).rejects.toThrow('map to tensors after batch');
  expect(memory().numTensors).toBe(before);
});

test('all elements count for the fields, in a batch and from batch to batch', async () => {
  const message = (name: string) =>
    `batch: some elements have ${name} and some do not; give it to all of them or to none`;
  const [bare, whole] = [{ x: 1 }, { x: 1, sampleWeight: 2 }];
  for (const rows of [
    [bare, whole],
    [whole, bare],
    [bare, bare, whole],
    [whole, whole, bare],
  ]) {
    await expect(batchesOf(...rows)).rejects.toThrow(message('sampleWeight'));
  }
  await expect(batchesOf({ x: { left: 1 } }, { x: { left: 1, right: 2 } })).rejects.toThrow(message('x.right'));
});

test('all elements count for the type, in a batch and from batch to batch', async () => {
  const whole = { x: Int32Array.of(1, 2) };
  const broken = { x: hostArray(Float32Array.of(0.5, Number.NaN), [2]) };
  const remedy = '; make them alike with map, before batch';
  await expect(batchesOf(whole, broken)).rejects.toThrow(
    `batch: x must be of one type in all elements, got Int32Array and Float32Array${remedy}`,
  );
  await expect(batchesOf(broken, whole)).rejects.toThrow('got Float32Array and Int32Array');
  await expect(batchesOf(whole, whole, broken)).rejects.toThrow(`got int32 and float32${remedy}`);
});

test('typed arrays and lists in elements are rows like others', async () => {
  const rows = [
    { x: Float32Array.of(0.5, 1), y: [1, 2], z: Uint8ClampedArray.of(3, 4), bytes: Uint8Array.of(5, 6) },
    { x: Float32Array.of(2, 3), y: [5, Number.NaN], z: Uint8ClampedArray.of(7, 8), bytes: Uint8Array.of(7, 8) },
  ];
  const source = dataset({
    async *iterate() {
      yield* rows;
    },
  });
  for await (const { x, y, z, bytes } of batch(2)(source)) {
    expect([x, y, z, bytes].map(({ dtype }) => dtype)).toEqual(Array(4).fill('float32'));
    expect([...(await x.data()), ...(await y.data()), ...(await z.data())]).toEqual([
      0.5,
      1,
      2,
      3,
      1,
      2,
      5,
      Number.NaN,
      3,
      4,
      7,
      8,
    ]);
    dispose([x, y, z, bytes]);
  }
  const holed = Object.assign(Array<number>(2), { 1: 1 });
  await expect(batchesOf({ x: holed })).rejects.toThrow('batch: x must hold numbers, got undefined at [0]');
  await expect(batchesOf({ x: Float64Array.of(1) })).rejects.toThrow('Float32Array.from(x) makes one');
});

test('size must be a positive integer', () => {
  expect(() => batch(0)).toThrow('batch: size must be a positive integer, got 0');
  // @ts-expect-error elements before batch hold no tensors
  batch(2)(tensors(1));
});

test('options that batch does not have, or of another type, are refused', () => {
  // @ts-expect-error a capital is missing
  expect(() => batch(2, { dropremainder: true })).toThrow(
    'batch: unknown option "dropremainder"; did you mean "dropRemainder"?',
  );
  // @ts-expect-error a word is not an answer
  expect(() => batch(2, { dropRemainder: 'yes' })).toThrow('batch: dropRemainder must be true or false, got "yes"');
  // @ts-expect-error options are a record
  expect(() => batch(2, true)).toThrow('batch: options must be an object, got true');
});

test('records in elements become records of tensors, of arrays and of streams alike', async () => {
  const sides = { left: hostArray(new Uint8Array([1, 2, 3, 4]), [2, 2]), right: new Int32Array([5, 6]) };
  const rows = fromArrays({ x: sides, y: [7, 8] });
  const read = async (source: Dataset<{ x: { left: Tensor; right: Tensor }; y: Tensor }>) => {
    const [only] = await collect(source);
    const { x, y } = only!;
    const values = await Promise.all([x.left, x.right, y].map(async (tensor) => Array.from(await tensor.data())));
    dispose([x.left, x.right, y]);
    return values;
  };
  const before = memory().numTensors;
  const expected = [
    [1, 2, 3, 4],
    [5, 6],
    [7, 8],
  ];
  expect(await read(pipe(rows, batch(2)))).toEqual(expected);
  const same = map((element: { x: { left: HostArray; right: number }; y: number }) => element);
  expect(await read(pipe(rows, same, batch(2)))).toEqual(expected);
  expect(memory().numTensors).toBe(before);
  await expect(batchesOf({ x: { left: 1 } }, { x: { left: 'a' } })).rejects.toThrow('batch: x.left must be a number');
  await expect(batchesOf({ x: { left: 1 } }, { x: 2 })).rejects.toThrow('batch: x must be a number or a host array');
});
