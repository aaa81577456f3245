import { describe, expect, it } from 'vitest';
import { roundings, simdsOf } from '../../../testing/simds.ts';
import { numbersOf } from '../../../testing/stream.ts';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { createModule, type Simd } from '../../assembler/module.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import type { Epilogue } from '../shared/tile.ts';
import { emitGemm, type GemmShape, gemmArguments, gemmKey, splitBy, tilingOf } from './matMul.ts';

interface How {
  readonly simd: Simd;
  readonly by?: keyof typeof splitBy;
  readonly parts?: number;
  readonly batches?: number;
  readonly epilogue?: Epilogue | undefined;
}

interface Numbers {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly bias: Float32Array;
}

type Shape = Omit<GemmShape, 'epilogue'>;

/** C, with the four numbers behind it. */
const multiply = (shape: Shape, numbers: Numbers, { simd, by = 'rows', parts = 1, batches = 1, epilogue }: How) => {
  const { m, n, k } = shape;
  const runtime = testRuntime({ simd, parts });
  const kernel = runtime.kernel('gemm', (module) => emitGemm(module, { ...shape, epilogue }));
  const tiling = tilingOf(runtime, shape);
  const counts = { rows: tiling.rows.count, columns: tiling.columns.count, batches };
  const c = runtime.room(batches * m * n + 4);
  const places = [runtime.put(numbers.a), runtime.put(numbers.b), c, runtime.put(numbers.bias)];
  const strides = [4 * m * k, 4 * k * n, 4 * m * n];
  const args = [...places, ...strides, batches, splitBy[by], ...gemmArguments(shape, tiling)];
  runtime.launch(kernel, args, { count: counts[by], work: 0 });
  return [...runtime.take(c, batches * m * n + 4)];
};

const loops = ({ m, n, k, transposeA, transposeB }: Shape, { a, b, bias }: Numbers, epilogue?: Epilogue) =>
  Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = epilogue?.bias ? bias[j]! : 0;
    for (let p = 0; p < k; p++) sum += a[transposeA ? p * m + i : i * k + p]! * b[transposeB ? j * k + p : p * n + j]!;
    return epilogue?.activation ? Math.max(0, sum) : sum;
  });

const transposes = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
);
const shapes = [
  [1, 1, 1],
  [1, 13, 5],
  [7, 1, 130],
  [5, 6, 7],
  [33, 10, 150],
  [64, 16, 3],
  [65, 33, 129],
  [130, 50, 300],
] as const;
const each = shapes.flatMap(([m, n, k]) => transposes.map((transposed) => ({ m, n, k, ...transposed })));
const about = (shape: Shape, simd: Simd) => `${JSON.stringify(shape)}, ${JSON.stringify(simd)}`;

const numbersFor = ({ m, n, k }: Shape, batches = 1): Numbers => ({
  a: numbersOf(1, batches * m * k),
  b: numbersOf(2, batches * k * n),
  bias: numbersOf(3, n),
});
/** Sums of these are exact in any order. */
const integersFor = (shape: Shape): Numbers => {
  const { a, b, bias } = numbersFor(shape);
  const round = (values: Float32Array) => values.map((value) => Math.round(8 * value));
  return { a: round(a), b: round(b), bias: round(bias) };
};

const relu: Epilogue = { bias: true, activation: (x) => f32x4.max(x, v128.zero()) };
const guard = new Array(4).fill(Number.NaN);
const positive = (values: readonly number[]) => values.map((value) => value + 0);

describe('a product of matrices', () => {
  it.each(simdsOf(false))(
    'is that of loops, for all transposes and edges, with tiles of $tile.rows x $tile.vectors',
    (simd) => {
      for (const shape of each) {
        const numbers = integersFor(shape);
        for (const epilogue of [undefined, { bias: true }, relu]) {
          const wanted = [...positive(loops(shape, numbers, epilogue)), ...guard];
          expect(positive(multiply(shape, numbers, { simd, epilogue })), about(shape, simd)).toEqual(wanted);
        }
      }
    },
  );

  it.each(roundings)('has the same bits for every tile, split in any way (fused multiply-add: %s)', (relaxed) => {
    for (const shape of each) {
      const numbers = numbersFor(shape);
      const simds = simdsOf(relaxed);
      const wanted = multiply(shape, numbers, { simd: simds[0]! });
      for (const [i, simd] of simds.entries()) {
        for (const by of ['rows', 'columns'] as const) {
          const parts = 1 + ((i + shape.m) % 4);
          expect(multiply(shape, numbers, { simd, by, parts }), about(shape, simd)).toEqual(wanted);
        }
      }
    }
  });

  it('comes in batches, split among them or within', () => {
    for (const transposed of transposes) {
      const shape = { m: 5, n: 9, k: 17, ...transposed };
      const numbers = numbersFor(shape, 3);
      const simd = simdsOf(false)[0]!;
      const one = (batch: number) => {
        const a = numbers.a.slice(batch * 85, (batch + 1) * 85);
        const b = numbers.b.slice(batch * 153, (batch + 1) * 153);
        return multiply(shape, { ...numbers, a, b }, { simd }).slice(0, 45);
      };
      const wanted = [...one(0), ...one(1), ...one(2), ...guard];
      for (const by of ['rows', 'columns', 'batches'] as const) {
        expect(multiply(shape, numbers, { simd, by, parts: 2, batches: 3 }), by).toEqual(wanted);
      }
    }
  });

  it('over nothing is 0, with a bias the bias', () => {
    for (const transposed of transposes) {
      for (const simd of simdsOf(false)) {
        const shape = { m: 5, n: 9, k: 0, ...transposed };
        const bias = numbersOf(1, 9);
        const numbers = { a: new Float32Array(), b: new Float32Array(), bias };
        expect(multiply(shape, numbers, { simd })).toEqual([...new Array(45).fill(0), ...guard]);
        const wanted = Array.from({ length: 45 }, (_, at) => Math.max(0, bias[at % 9]!));
        expect(multiply(shape, numbers, { simd, epilogue: relu })).toEqual([...wanted, ...guard]);
      }
    }
  });

  it('of a great matrix goes over it in blocks that fit the scratch memory', () => {
    for (const transposed of transposes) {
      const shape = { m: 70, n: 3400, k: 140, ...transposed };
      const numbers = integersFor(shape);
      for (const simd of [simdsOf(false)[0]!, simdsOf(false)[2]!]) {
        const wanted = [...loops(shape, numbers), ...guard];
        expect(positive(multiply(shape, numbers, { simd })), about(shape, simd)).toEqual(positive(wanted));
      }
    }
  });
});

it('products of one key have the same code: those that differ in the size of a batch share it', () => {
  const simd = simdsOf(false)[0]!;
  const codes = new Map<string, string>();
  const keys = { forward: new Set<string>(), byInputs: new Set<string>(), byWeights: new Set<string>() };
  for (const batch of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 63, 64, 65, 100, 127, 128, 129, 130, 300, 1000]) {
    const ways = {
      forward: { m: batch, n: 24, k: 40, transposeA: false, transposeB: false },
      byInputs: { m: batch, n: 40, k: 24, transposeA: false, transposeB: true },
      byWeights: { m: 40, n: 24, k: batch, transposeA: true, transposeB: false },
    };
    for (const way of ['forward', 'byInputs', 'byWeights'] as const) {
      const shape = ways[way];
      if (shape.m === 0) continue;
      const key = gemmKey(shape, tilingOf({ simd }, shape));
      const module = createModule({ shared: false, simd });
      emitGemm(module, shape);
      const code = String(module.bytes());
      expect(codes.get(key) ?? code).toBe(code);
      codes.set(key, code);
      keys[way].add(key);
    }
  }
  // One for most, others for 1, 2 and 5 rows, and where B is packed from 64 rows on.
  expect(keys.forward.size).toBe(5);
  expect(keys.byInputs.size).toBe(4);
  expect(keys.byWeights.size).toBe(2);
});

it('a matrix is packed where that pays: the second one where it is transposed or met by many rows', () => {
  const simd = simdsOf(false)[0]!;
  const packs = (m: number, transposeB: boolean) =>
    tilingOf({ simd }, { m, n: 8, k: 8, transposeA: false, transposeB }).packsB;
  expect([packs(32, false), packs(64, false), packs(1, true)]).toEqual([false, true, true]);
});
