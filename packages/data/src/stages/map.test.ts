import '@tensorflow/tfjs-backend-cpu';
import { add, dispose, memory, mul, scalar, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { stream, tensors, xs } from '../../testing/numbers.ts';
import { pipe } from '../dataset/dataset.ts';
import { map } from './map.ts';

test('every element is made over, in order, sync or async', async () => {
  const doubled = pipe(
    stream(4),
    map(({ x }) => ({ x: 2 * x })),
  );
  expect(doubled.size).toBe(4);
  expect(xs(await collect(doubled))).toEqual([0, 2, 4, 6]);
  const later = pipe(
    stream(4),
    map(async ({ x }) => ({ x: 3 * x })),
  );
  expect(xs(await collect(later))).toEqual([0, 3, 6, 9]);
});

test('a pass and a place are handed on, and nothing is made before it', async () => {
  const log: string[] = [];
  const seen: number[] = [];
  const mapped = map(({ x }: { x: number }) => seen.push(x))(stream(5, log));
  await collect(mapped.iterate!({ pass: 2, skip: 3 }));
  expect([log, seen]).toEqual([
    ['2:3', '2:4'],
    [3, 4],
  ]);
});

const values = async (elements: readonly { x: Tensor }[]): Promise<number[]> =>
  Promise.all(elements.map(async ({ x }) => (await x.data())[0]!));

test('what is absent from the result is freed: the input, and what was made on the way', async () => {
  const before = memory().numTensors;
  const elements = await collect(
    pipe(
      tensors(3),
      map(({ x }) => ({ x: add(mul(x, 10), 1) })),
    ),
  );
  expect(await values(elements)).toEqual([1, 11, 21]);
  expect(memory().numTensors).toBe(before + 3);
  dispose(elements.map(({ x }) => x));
});

test('what is in the result stays, however deep', async () => {
  const before = memory().numTensors;
  const elements = await collect(
    pipe(
      tensors(2),
      map(({ x }) => ({ x, more: [{ again: x, y: zeros([2]) }] })),
    ),
  );
  expect(await values(elements)).toEqual([0, 1]);
  expect(memory().numTensors).toBe(before + 4);
  for (const { x, more } of elements) dispose([x, more[0]!.y]);
});

test('an async function keeps what it holds and loses its input', async () => {
  const before = memory().numTensors;
  const later = pipe(
    tensors(3),
    map(async ({ x }) => {
      const ten = scalar(10);
      const y = mul(x, ten);
      await Promise.resolve();
      const z = add(y, ten);
      dispose([y, ten]);
      return { x: z };
    }),
  );
  const elements = await collect(later);
  expect(await values(elements)).toEqual([10, 20, 30]);
  expect(memory().numTensors).toBe(before + 3);
  dispose(elements.map(({ x }) => x));
});

test('an error ends the pass and frees input and output', async () => {
  const before = memory().numTensors;
  const failing = map(({ x }: { x: Tensor }) => {
    mul(x, 2);
    throw new Error('no such picture');
  });
  await expect(collect(failing(tensors(3)))).rejects.toThrow('no such picture');
  const later = map(async ({ x: _ }: { x: Tensor }) => Promise.reject(new Error('not found')));
  await expect(collect(later(tensors(3)))).rejects.toThrow('not found');
  expect(memory().numTensors).toBe(before);
});

test('leaving a pass early leaves nothing', async () => {
  const before = memory().numTensors;
  for await (const { x } of pipe(
    tensors(5),
    map(({ x }) => ({ x: add(x, 1) })),
  )) {
    x.dispose();
    break;
  }
  expect(memory().numTensors).toBe(before);
});

test('what is not a function is refused', () => {
  // @ts-expect-error a number is not a function
  expect(() => map(3)).toThrow('map: f must be a function, got 3');
});
