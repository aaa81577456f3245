import '@tensorflow/tfjs-backend-cpu';
import { add, memory, scalar, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { cloneTree, copyOf, mapValues, release, tensorsIn, tidied } from './tensors.ts';

test('tensors are found in records and lists, however deep, and nowhere else', () => {
  const [a, b, c] = [scalar(1), scalar(2), scalar(3)];
  class Host {
    readonly data = new Uint8Array(2);
    readonly hidden = a;
  }
  const element = { x: { left: a, right: [b, 'text', null, undefined] }, y: 3, none: null, host: new Host(), c };
  expect(tensorsIn(element)).toEqual([a, b, c]);
  expect(tensorsIn(a)).toEqual([a]);
  expect(tensorsIn(new Map([['x', a]]))).toEqual([]);
  expect(tensorsIn(Object.assign(Object.create(null), { a }))).toEqual([a]);
  release(element);
  expect([a, b, c].map(({ isDisposed }) => isDisposed)).toEqual([true, true, true]);
  release(undefined);
});

test('tidied keeps what comes back and frees the rest, also on an error', () => {
  const before = memory().numTensors;
  const { nested } = tidied(() => ({ nested: { sum: add(scalar(1), scalar(2)) }, name: 'kept' }));
  expect(memory().numTensors).toBe(before + 1);
  release(nested);
  expect(() =>
    tidied(() => {
      add(scalar(1), scalar(2));
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(memory().numTensors).toBe(before);
});

test('release spares what goes on living and frees what appears twice once', () => {
  const before = memory().numTensors;
  const [kept, gone] = [scalar(1), scalar(2)];
  release({ kept, gone, again: gone }, { kept });
  expect([kept.isDisposed, gone.isDisposed]).toEqual([false, true]);
  release(kept);
  expect(memory().numTensors).toBe(before);
});

test('copies live on when the original is freed', async () => {
  const original = tensor1d([1, 2]);
  const other = scalar(3);
  const tree = cloneTree({ original });
  const { a, b, text } = copyOf({ a: original, b: other, text: 'x' }, new Set([original]));
  expect(b).toBe(other);
  expect(text).toBe('x');
  original.dispose();
  expect(Array.from(await tree.original!.data())).toEqual([1, 2]);
  expect(Array.from(await a.data())).toEqual([1, 2]);
  release([tree, a, b]);
});

test('mapValues knows keys', () => {
  expect(mapValues({ a: 1, b: 2 }, (value, key) => `${key}${value}`)).toEqual({ a: 'a1', b: 'b2' });
});
