import '@tensorflow/tfjs-backend-cpu';
import { setTimeout as wait } from 'node:timers/promises';
import { release } from '@kindling/core';
import { memory, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { arrays } from '../../testing/arrays.ts';
import { collect } from '../../testing/collect.ts';
import { stream, tensors, xs } from '../../testing/numbers.ts';
import { dataset, pipe } from '../dataset/dataset.ts';
import { map } from './map.ts';
import { prefetch } from './prefetch.ts';

test.each([1, 2, 9])('nothing is lost or out of order, %i ahead', async (count) => {
  const ahead = pipe(stream(5), prefetch(count));
  expect(ahead.size).toBe(5);
  expect(xs(await collect(ahead))).toEqual([0, 1, 2, 3, 4]);
  expect(xs(await collect(ahead.iterate!({ skip: 3 })))).toEqual([3, 4]);
});

test('as many elements are made ready as were requested, and no more', async () => {
  const log: string[] = [];
  for await (const { x } of pipe(stream(9, log), prefetch(2))) {
    await wait(5);
    expect(log.length).toBe(Math.min(9, x + 3));
  }
});

test('elements are made one after the other', async () => {
  let running = 0;
  const slow = map(async (element: { x: number }) => {
    running += 1;
    expect(running).toBe(1);
    await wait(1);
    running -= 1;
    return element;
  });
  expect(xs(await collect(pipe(stream(6), slow, prefetch(3))))).toEqual([0, 1, 2, 3, 4, 5]);
});

test('leaving early frees what is ready and under way, and closes the source', async () => {
  const before = memory().numTensors;
  let closed = 0;
  const source = dataset<{ x: Tensor }>({
    async *iterate() {
      try {
        for (let i = 0; ; i++) {
          await wait(1);
          yield { x: scalar(i) };
        }
      } finally {
        closed += 1;
      }
    },
  });
  for (const pause of [0, 20]) {
    for await (const { x } of pipe(source, prefetch(4))) {
      await wait(pause);
      x.dispose();
      break;
    }
  }
  expect([memory().numTensors, closed]).toEqual([before, 2]);
});

test('an error comes in its turn, after what is good, and leaves nothing', async () => {
  const before = memory().numTensors;
  const seen: number[] = [];
  const failing = map(async ({ x }: { x: Tensor }) => {
    const [value] = await x.data();
    if (value === 2) throw new Error('broken');
    return { x, value: value! };
  });
  const reading = async (): Promise<void> => {
    for await (const element of pipe(tensors(5), failing, prefetch(4))) {
      await wait(5);
      seen.push(element.value);
      release(element);
    }
  };
  await expect(reading()).rejects.toThrow('broken');
  expect([seen, memory().numTensors]).toEqual([[0, 1], before]);
});

test('rows of arrays are left as they are', () => {
  const rows = arrays(3);
  expect(prefetch(2)(rows)).toBe(rows);
});

test('count must be a positive integer', () => {
  expect(() => prefetch(0)).toThrow('prefetch: count must be a positive integer, got 0');
});
