import { expect, test } from 'vitest';
import {
  createRuntime,
  emitGemm,
  f32x4,
  gemmArguments,
  i32,
  integers,
  type ModuleBuilder,
  narrow,
  tilingOf,
  v128,
} from './index.ts';

const onMemory = () => {
  const memory = new WebAssembly.Memory({ initial: 40, maximum: 65536 });
  let end = 1024;
  const allocate = (bytes: number): number => {
    end += Math.ceil(bytes / 16) * 16;
    return end - Math.ceil(bytes / 16) * 16;
  };
  return createRuntime({ memory, allocate, free: () => undefined }, narrow, undefined);
};

test('a compiler writes a kernel of its own and runs it, without tfjs', () => {
  const emitDouble = (m: ModuleBuilder): void => {
    m.func('run', integers('x', 'y', 'begin', 'end', 'scratch'), (f, { x, y, begin, end }) => {
      f.range(begin, end, 4, (i) => {
        const at = i32.mul(i, 4);
        f.store(i32.add(y, at), f32x4.mul(v128.load(i32.add(x, at)), f32x4.splat(2)));
      });
    });
  };
  const runtime = onMemory();
  const [x, y] = [runtime.allocate(32), runtime.allocate(32)];
  new Float32Array(runtime.memory.buffer, x, 8).set([1, 2, 3, 4, 5, 6, 7, 8]);
  runtime.launch(runtime.kernel('double', emitDouble), [x, y], { count: 8, grain: 4, work: 1 });
  expect([...new Float32Array(runtime.memory.buffer, y, 8)]).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
});

test('and runs those that are there', () => {
  const runtime = onMemory();
  const [a, b, y] = [runtime.allocate(16), runtime.allocate(16), runtime.allocate(16)];
  new Float32Array(runtime.memory.buffer, a, 4).set([1, 2, 3, 4]);
  new Float32Array(runtime.memory.buffer, b, 4).set([5, 6, 7, 8]);
  const shape = { m: 2, n: 2, k: 2, transposeA: false, transposeB: false };
  const kernel = runtime.kernel('product', (m) => emitGemm(m, shape));
  runtime.launch(kernel, [a, b, y, 0, 0, 0, 0, 1, 0, ...gemmArguments(shape, tilingOf(runtime, shape))], {
    count: 1,
    work: 1,
  });
  expect([...new Float32Array(runtime.memory.buffer, y, 4)]).toEqual([19, 22, 43, 50]);
});
