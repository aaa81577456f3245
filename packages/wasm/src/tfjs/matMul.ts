// internal: products of matrices
import { _FusedMatMul, BatchMatMul, broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { emitGemm, type GemmShape, splitBy, tilingOf } from '../kernels/gemm.ts';
import type { Kernel, Runtime, Split } from '../runtime.ts';
import { type Applied, activationOf, finishElsewhere } from './activation.ts';
import { type Device, isFloat, marker, type Replacement, sizeOf } from './replacement.ts';

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Plan {
  readonly kernel: Kernel;
  readonly by: number;
  readonly split: Split;
}

const planOf = (runtime: Runtime, shape: GemmShape, applied: Applied | undefined, batches: number): Plan => {
  const { transposeA, transposeB, m, n, k } = shape;
  const key = `gemm ${transposeA} ${transposeB} ${m} ${n} ${k} ${applied?.key ?? ''}`;
  const kernel = runtime.kernel(key, (module) => emitGemm(module, shape));
  const { rowTiles, columnTiles, packsB } = tilingOf(runtime, shape);
  // 50 GFLOP/s, and never so little that several small products would count as nothing.
  const work = (batches * (2 * m * n * k)) / 50 + batches * 100;
  if (batches >= 2 * runtime.threads) return { kernel, by: splitBy.batches, split: { count: batches, work } };
  const byColumns = columnTiles >= rowTiles || (packsB && columnTiles >= 6 * runtime.threads);
  return byColumns
    ? { kernel, by: splitBy.columns, split: { count: columnTiles, work } }
    : { kernel, by: splitBy.rows, split: { count: rowTiles, work } };
};

/** op(a) · op(b) + bias, activated: batches are broadcast; undefined where this is no product of float32 matrices. */
const product = (
  device: Device,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: Transposes,
  bias?: TensorInfo,
  applied?: Applied,
): TensorInfo | undefined => {
  if (!isFloat(a, b, bias)) return undefined;
  for (const { shape } of [a, b]) {
    if (shape.length < 2) throw new RangeError(`matMul: operands must have at least two axes, got [${shape}]`);
  }
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [inner, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  if (k !== inner) {
    throw new Error(
      `matMul: the inner lengths must be equal, got [${a.shape}] and [${b.shape}], transposed ${transposeA} and ${transposeB}`,
    );
  }
  const outerA = a.shape.slice(0, -2);
  const outerB = b.shape.slice(0, -2);
  const [countA, countB] = [sizeOf(outerA), sizeOf(outerB)];
  const outer = broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const batches = sizeOf(outer);
  // Each operand has a matrix for every batch, or one for all; what lies between is tfjs's.
  if ((countA !== batches && countA !== 1) || (countB !== batches && countB !== 1)) return undefined;
  if (k === 0) return undefined;
  const y = device.output([...outer, m, n], 'float32');
  if (sizeOf(y.shape) === 0) return y;
  const { runtime } = device;
  const shape = { transposeA, transposeB, m, n, k, epilogue: applied?.epilogue };
  const { kernel, by, split } = planOf(runtime, shape, applied, batches);
  const strides = [countA === 1 ? 0 : 4 * m * k, countB === 1 ? 0 : 4 * k * n, 4 * m * n];
  const operands = [device.address(a), device.address(b), device.address(y), bias ? device.address(bias) : 0];
  runtime.launch(kernel, [...operands, ...strides, batches, by], split);
  return y;
};

export const matMul: readonly Replacement[] = [
  marker('KindlingMatMul'),
  {
    name: BatchMatMul,
    compute: ({ a, b }, attributes, device) => product(device, a!, b!, attributes as unknown as Transposes),
  },
  {
    name: _FusedMatMul,
    compute: (inputs, attributes, device) => {
      const { a, b, bias } = inputs;
      const transposes = attributes as unknown as Transposes;
      const n = transposes.transposeB ? b!.shape.at(-2) : b!.shape.at(-1);
      const applied = activationOf(attributes, bias, n!);
      if (applied !== undefined) return product(device, a!, b!, transposes, bias, applied);
      const linear = product(device, a!, b!, transposes);
      return linear === undefined ? undefined : finishElsewhere(device, linear, inputs, attributes);
    },
  },
];
