import { describe, expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import type { Simd } from '../../assembler/module.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { narrow } from '../../simd.ts';
import { bool, emitElementwise, emitRows, float32, keep, type Operation } from './elementwise.ts';
import { clip, leakyRelu, step, unary } from './unary.ts';

const lengths = [...Array(40).keys()];
const counted = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);
const bytesOf = (address: number, count: number, runtime: ReturnType<typeof testRuntime>): number[] => [
  ...new Uint8Array(runtime.memory.buffer, address, count),
];

describe('a formula of each number', () => {
  it('takes operands of one number for all, parameters, and constants that stand before the loop', () => {
    const operation: Operation = {
      inputs: [float32, float32],
      output: float32,
      parameters: 1,
      formula: (f, scale) => {
        const ten = keep(f, f32x4.splat(10));
        return (x, y) => f32x4.add(f32x4.mul(x!, scale!), f32x4.sub(y!, ten));
      },
    };
    const half = new Int32Array(Float32Array.of(0.5).buffer)[0]!;
    for (const parts of [1, 2, 3]) {
      const runtime = testRuntime({ parts });
      for (const count of lengths) {
        const kernel = runtime.kernel('test', (m) => emitElementwise(m, operation, ['each', 'one']));
        const y = runtime.room(count + 1);
        runtime.launch(kernel, [runtime.put(counted(count)), runtime.put([7]), y, half], { count, work: 0 });
        expect([...runtime.take(y, count)]).toEqual(counted(count).map((x) => x / 2 - 3));
        expect(runtime.take(y, count + 1)[count]).toBeNaN();
      }
    }
  });

  it('reads and writes truth values as bytes, and none beyond', () => {
    const operation: Operation = {
      inputs: [bool, float32],
      output: bool,
      formula: () => (x, y) => v128.andNot(x!, y!),
    };
    const runtime = testRuntime({ parts: 2 });
    for (const count of lengths) {
      const kernel = runtime.kernel('test', (m) => emitElementwise(m, operation, ['each', 'each']));
      const [truths, y] = [runtime.room(count + 1), runtime.room(count + 1)];
      new Uint8Array(runtime.memory.buffer, truths, count).set(counted(count).map((i) => Number(i % 3 > 0)));
      const before = bytesOf(y, count + 4, runtime).slice(count);
      runtime.launch(kernel, [truths, runtime.put(counted(count).map(() => 0)), y], { count, work: 0 });
      expect(bytesOf(y, count, runtime)).toEqual(counted(count).map((i) => Number(i % 3 > 0)));
      expect(bytesOf(y, count + 4, runtime).slice(count)).toEqual(before);
    }
  });
});

it('has the same bits in the form that V8 joins to vectors of twice the width', () => {
  const formulas = { ...unary, leakyRelu, clip, step };
  for (const [name, formula] of Object.entries(formulas)) {
    const operation: Operation = { inputs: [float32], output: float32, parameters: 2, formula };
    const bitsWith = (simd: Simd): Int32Array => {
      const runtime = testRuntime({ simd });
      const kernel = runtime.kernel('test', (m) => emitElementwise(m, operation, ['each']));
      const count = 39;
      const y = runtime.room(count + 1);
      const bits = [0.25, 3].map((value) => new Int32Array(Float32Array.of(value).buffer)[0]!);
      const x = runtime.put(counted(count, -20).map((i) => i / 3));
      runtime.launch(kernel, [x, y, ...bits], { count, work: 0 });
      return runtime.takeInts(y, count + 1);
    };
    expect(bitsWith({ ...narrow, wide: true }), name).toEqual(bitsWith(narrow));
  }
});

it('rows go along two axes of each operand at its own strides, from any row on', () => {
  const operation: Operation = {
    inputs: [float32, float32],
    output: float32,
    formula: () => (a, b) => f32x4.sub(a!, b!),
  };
  // y[i, j, k] = a[i, k] - b[j]
  const [outer, inner, count] = [3, 4, 7];
  const a = counted(outer * count, 100);
  const b = counted(inner, 1);
  const wanted = counted(outer).flatMap((i) =>
    counted(inner).flatMap((j) => counted(count).map((k) => a[i * count + k]! - b[j]!)),
  );
  for (const parts of [1, 2, 5, 12]) {
    const runtime = testRuntime({ parts });
    const kernel = runtime.kernel('test', (m) => emitRows(m, operation, ['each', 'one']));
    const y = runtime.room(wanted.length);
    const strides = [4 * count, 0, 0, 4];
    runtime.launch(kernel, [runtime.put(a), runtime.put(b), y, count, inner, ...strides], {
      count: outer * inner,
      work: 0,
    });
    expect([...runtime.take(y, wanted.length)]).toEqual(wanted);
  }
});
