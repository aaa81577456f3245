import { expect, test } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { emitClear, emitFill, emitOneHot } from './fill.ts';

const bytesOf = (runtime: ReturnType<typeof testRuntime>, address: number, words: number): number[] => [
  ...new Uint8Array(runtime.takeInts(address, words).buffer),
];

test('memory is cleared and filled as far as it is asked for, whatever it is cut into', () => {
  for (const parts of [1, 2, 5]) {
    for (const count of [1, 3, 16, 77]) {
      const runtime = testRuntime({ parts });
      const ones = new Int32Array(80).fill(0x01010101);
      const [cleared, bytes, words] = [runtime.putInts(ones), runtime.putInts(ones), runtime.putInts(ones)];
      runtime.launch(runtime.kernel('clear', emitClear), [cleared], { count, work: 0 });
      runtime.launch(runtime.kernel('bytes', emitFill(1)), [bytes, 7], { count, work: 0 });
      runtime.launch(runtime.kernel('words', emitFill(4)), [words, -2], { count, work: 0 });
      const wanted = (value: number) => new Array<number>(320).fill(1).fill(value, 0, count);
      expect(bytesOf(runtime, cleared, 80)).toEqual(wanted(0));
      expect(bytesOf(runtime, bytes, 80)).toEqual(wanted(7));
      expect([...runtime.takeInts(words, 80)]).toEqual([...ones].fill(-2, 0, count));
    }
  }
});

test('rows have one number at their index, if they reach so far', () => {
  const indices = [4, -1, 0, 5, 2, 2 ** 31 - 1, -(2 ** 31)];
  for (const parts of [1, 3]) {
    const runtime = testRuntime({ parts });
    const [at, bytes, words] = [runtime.putInts(indices), runtime.room(10), runtime.room(36)];
    runtime.launch(runtime.kernel('bytes', emitOneHot(1)), [at, bytes, 5, 1, 0], { count: 7, work: 0 });
    runtime.launch(runtime.kernel('words', emitOneHot(4)), [at, words, 5, 9, -3], { count: 7, work: 0 });
    const rows = (on: number, off: number) =>
      indices.flatMap((index) => [0, 1, 2, 3, 4].map((i) => (i === index ? on : off)));
    expect(bytesOf(runtime, bytes, 10).slice(0, 35)).toEqual(rows(1, 0));
    expect([...runtime.takeInts(words, 35)]).toEqual(rows(9, -3));
    expect(runtime.take(words, 36)[35]).toBeNaN();
  }
});
