import { expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { integers } from '../../assembler/func.ts';
import { f32x4 } from '../../assembler/vectors.ts';
import { along } from './along.ts';

it('every number is worked out once from those at its place, and none beside', () => {
  const runtime = testRuntime();
  const kernel = runtime.kernel('sum and difference', (m) => {
    m.func('run', integers('a', 'b', 'y', 'bytes', 'begin', 'end', 'scratch'), (f, { a, b, y, bytes }) => {
      along(f, bytes, { from: [a, b], to: [y, a] }, (left, right) => [
        f32x4.add(left!, right!),
        f32x4.sub(left!, right!),
      ]);
    });
  });
  const run = (length: number) => {
    const [a, b, y] = [[...Array(32).keys()], Array(32).fill(0.5), Array(32).fill(9)].map(runtime.put) as [
      number,
      number,
      number,
    ];
    runtime.launch(kernel, [a, b, y, 4 * length], { count: 1, work: 0 });
    return [runtime.take(y, 32), runtime.take(a, 32)];
  };
  for (let length = -3; length <= 25; length++) {
    const expected = [
      Float32Array.from({ length: 32 }, (_, i) => (i < length ? i + 0.5 : 9)),
      Float32Array.from({ length: 32 }, (_, i) => (i < length ? i - 0.5 : i)),
    ];
    expect(run(length)).toEqual(expected);
  }
});
