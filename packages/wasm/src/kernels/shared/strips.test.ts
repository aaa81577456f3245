import { expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { integers } from '../../assembler/func.ts';
import { i32 } from '../../assembler/scalars.ts';
import { f32x4 } from '../../assembler/vectors.ts';
import { inStrips, perRegister } from './strips.ts';

it('strips reach every number once and none beside', () => {
  const runtime = testRuntime();
  const kernel = runtime.kernel('add one', (m) => {
    m.func('run', integers('x', 'bytes', 'begin', 'end', 'scratch'), (f, { x, bytes }) =>
      inStrips(f, bytes, (strip, before) => {
        const at = f.let(i32.add(x, before));
        perRegister(strip, (k) => strip.store(at, f32x4.add(strip.load(at, k), f32x4.splat(1)), k));
      }),
    );
  });
  for (let length = 0; length <= 70; length++) {
    const x = runtime.put(new Float32Array(72));
    runtime.launch(kernel, [x, 4 * length], { count: 1, work: 0 });
    expect(runtime.take(x, 72)).toEqual(new Float32Array(72).fill(1, 0, length));
  }
});

it('and every byte', () => {
  const runtime = testRuntime();
  const kernel = runtime.kernel('copy by bytes', (m) => {
    m.func('run', integers('x', 'y', 'bytes', 'begin', 'end', 'scratch'), (f, { x, y, bytes }) =>
      inStrips(
        f,
        bytes,
        (strip, before) => {
          const [from, to] = [f.let(i32.add(x, before)), f.let(i32.add(y, before))];
          perRegister(strip, (k) => strip.store(to, strip.load(from, k), k));
        },
        1,
      ),
    );
  });
  const bytes = Uint8Array.from({ length: 104 }, (_, i) => i + 1);
  for (let length = 0; length <= 100; length++) {
    const [x, y] = [runtime.putInts(new Int32Array(bytes.buffer)), runtime.putInts(new Int32Array(26))];
    runtime.launch(kernel, [x, y, length], { count: 1, work: 0 });
    expect(new Uint8Array(runtime.takeInts(y, 26).buffer)).toEqual(bytes.slice().fill(0, length));
  }
});
