import { describe, expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { emitRepeat, emitSumOfGroups } from './channelGroups.ts';

describe('groups of channels', () => {
  for (const group of [1, 2, 3, 4, 7, 16, 19]) {
    it(`repeat numbers ${group} times, and sum such copies`, () => {
      const x = Float32Array.from({ length: 11 }, (_, i) => i - 4);
      const repeated = Float32Array.from({ length: 11 * group }, (_, i) => x[Math.floor(i / group)]!);
      for (const parts of [1, 3]) {
        const runtime = testRuntime({ parts });
        const [many, sums] = [runtime.room(11 * group), runtime.room(11)];
        const split = { count: 11, work: 0 };
        runtime.launch(runtime.kernel('repeat', emitRepeat), [runtime.put(x), many, group], split);
        runtime.launch(runtime.kernel('sum', emitSumOfGroups), [many, sums, group], split);
        expect(runtime.take(many, 11 * group)).toEqual(repeated);
        expect(runtime.take(sums, 11)).toEqual(x.map((number) => group * number));
      }
    });
  }
});
