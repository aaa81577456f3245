import { expect, it } from 'vitest';
import { narrow } from '../simd.ts';
import { atomic } from './atomics.ts';
import { createModule } from './module.ts';

it('words are read and added to', () => {
  const module = createModule({ shared: true, simd: narrow });
  module.func('run', { at: 'i32' }, (f, { at }) => {
    f.store(at, atomic.add(at, 5, 4), 8);
    f.store(at, atomic.load(at, 4), 12);
  });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const words = new Int32Array(memory.buffer);
  words.set([1, 40], 4);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
  (exports.run as (at: number) => void)(16);
  expect([...words.subarray(4, 10)]).toEqual([1, 45, 40, 45, 0, 0]);
});
