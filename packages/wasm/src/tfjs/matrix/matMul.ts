// internal: products of matrices
import { attributesAs, MatMul, sizeOf } from '@kindling/core';
import { _FusedMatMul, BatchMatMul, broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Kernel } from '../../kernel.ts';
import {
  emitGemm,
  type GemmShape,
  gemmArguments,
  gemmKey,
  splitBy,
  tilingOf,
  worthPackingB,
} from '../../kernels/matrix/matMul.ts';
import { emitSumOfParts } from '../../kernels/matrix/sumOfParts.ts';
import { flopsOfEpilogue } from '../../kernels/shared/tile.ts';
import type { Runtime, Split } from '../../runtime.ts';
import { type Applied, activationOf, finishElsewhere } from '../adapter/activation.ts';
import { type Device, isFloat, marker, type Replacement } from '../adapter/replacement.ts';

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Plan {
  /** Of its kernel. */
  readonly key: string;
  /** The last arguments: by what it is split, and its lengths. */
  readonly last: readonly number[];
  readonly split: Split;
}

/** How products are done that were met before: to work it out takes as long as a small product. */
const plans = new WeakMap<Runtime, Map<string, Plan>>();
const mostPlans = 1000;

const planOf = (runtime: Runtime, shape: GemmShape, applied: Applied | undefined, batches: number): Plan => {
  const { transposeA, transposeB, m, n, k, depth } = shape;
  const name = `${m} ${n} ${k} ${depth} ${batches} ${transposeA} ${transposeB} ${applied?.key}`;
  const known = plans.get(runtime) ?? new Map<string, Plan>();
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= mostPlans) known.clear();
  const plan = newPlan(runtime, shape, applied, batches);
  plans.set(runtime, known.set(name, plan));
  return plan;
};

const newPlan = (runtime: Runtime, shape: GemmShape, applied: Applied | undefined, batches: number): Plan => {
  const { m, n, k, depth = k } = shape;
  const tiling = tilingOf(runtime, shape);
  const { rows, columns, packsA, packsB } = tiling;
  const key = `${gemmKey(shape, tiling)} ${applied?.key ?? ''}`;
  const lengths = gemmArguments(shape, tiling);
  // 50 GFLOP/s, and never so little that several small products would count as nothing.
  const work = (batches * (2 * m * n * depth)) / 50 + batches * 100;
  const flops = batches * m * n * (2 * depth + flopsOfEpilogue(applied?.epilogue));
  if (batches >= 2 * runtime.threads) {
    return { key, last: [splitBy.batches, ...lengths], split: { count: batches, work, flops } };
  }
  // Each thread packs its own part of one operand, and all of the other.
  const [packedA, packedB] = [packsA ? m : 0, packsB ? n : 0];
  const byColumns = columns.count >= rows.count || (packedB > packedA && columns.count >= 6 * runtime.threads);
  return byColumns
    ? { key, last: [splitBy.columns, ...lengths], split: { count: columns.count, work, flops } }
    : { key, last: [splitBy.rows, ...lengths], split: { count: rows.count, work, flops } };
};

const kernelOf = (runtime: Runtime, { key }: Plan, shape: GemmShape): Kernel =>
  runtime.kernel(key, (module) => emitGemm(module, shape));

/** Into how many parts k is cut: by the shape alone, so that sums are the same for any number of threads. */
const partsOfK = 8;
const worthParts = { k: 2048, numbers: 2 ** 19 };

/**
 * A few rows times a large matrix: what takes time is to read that matrix. By parts of k a thread reads rows of it that
 * are its own, and were so where an optimizer wrote them.
 */
const isCutAlongK = ({ transposeA, transposeB, m, n, k }: GemmShape): boolean =>
  !transposeA &&
  !transposeB &&
  m < worthPackingB &&
  k >= worthParts.k &&
  k % partsOfK === 0 &&
  m * n * k >= worthParts.numbers;

const linear: Applied = { key: 'linear', epilogue: { bias: false } };

const alongK = (
  device: Device,
  [a, b, y, bias]: readonly [a: number, b: number, y: number, bias: number],
  { epilogue, ...shape }: GemmShape,
  { key } = linear,
): void => {
  const { runtime } = device;
  const { m, n, k } = shape;
  const depth = k / partsOfK;
  const parts = device.output([partsOfK, m, n], 'float32');
  try {
    const each = { ...shape, depth };
    const plan = planOf(runtime, each, undefined, partsOfK);
    const at = device.address(parts);
    const strides = [4 * depth, 4 * depth * n, 4 * m * n];
    const args = [a, b, at, 0, ...strides, partsOfK, ...plan.last];
    runtime.launch(kernelOf(runtime, plan, each), args, plan.split);
    const sum = runtime.kernel(`sum of parts ${key}`, (module) => emitSumOfParts(module, epilogue ?? linear.epilogue));
    const flops = m * n * (partsOfK + flopsOfEpilogue(epilogue));
    runtime.launch(sum, [at, y, bias, partsOfK, m, n], { count: m, work: 0.1 * partsOfK * m * n, flops });
  } finally {
    device.release(parts);
  }
};

/** y = op(a) · op(b), then the epilogue, of one product: by addresses. */
export const multiply = (
  runtime: Runtime,
  shape: GemmShape,
  [a, b, y, bias]: readonly [a: number, b: number, y: number, bias: number],
  applied: Applied | undefined,
): void => {
  const plan = planOf(runtime, shape, applied, 1);
  runtime.launch(kernelOf(runtime, plan, shape), [a, b, y, bias, 0, 0, 0, 1, ...plan.last], plan.split);
};

/** Which of the matrices of an operand, whose outer axes are broadcast, goes into a batch. */
const matrixOf = (batch: number, outer: readonly number[], own: readonly number[]): number => {
  let [rest, matrix, stride] = [batch, 0, 1];
  for (let axis = 1; axis <= own.length; axis++) {
    const [length, ownLength] = [outer.at(-axis)!, own.at(-axis)!];
    if (ownLength > 1) matrix += (rest % length) * stride;
    rest = Math.floor(rest / length);
    stride *= ownLength;
  }
  return matrix;
};

/**
 * op(a) · op(b) + bias, activated: batches are broadcast; undefined where this is not a product of float32 matrices.
 */
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
  const y = device.output([...outer, m, n], 'float32');
  if (sizeOf(y.shape) === 0) return y;
  const { runtime } = device;
  const shape = { transposeA, transposeB, m, n, k, epilogue: applied?.epilogue };
  const operands = [device.address(a), device.address(b), device.address(y)] as const;
  const biasAt = bias ? device.address(bias) : 0;
  const bytes = [4 * m * k, 4 * k * n, 4 * m * n] as const;
  if (batches === 1 && isCutAlongK(shape)) {
    alongK(device, [...operands, biasAt], shape, applied);
    return y;
  }
  const inStep = (count: number): boolean => count === batches || count === 1;
  if (inStep(countA) && inStep(countB)) {
    const plan = planOf(runtime, shape, applied, batches);
    const { last, split } = plan;
    const strides = [countA === 1 ? 0 : bytes[0], countB === 1 ? 0 : bytes[1], bytes[2]];
    runtime.launch(kernelOf(runtime, plan, shape), [...operands, biasAt, ...strides, batches, ...last], split);
    return y;
  }
  const plan = planOf(runtime, shape, applied, 1);
  const { last, split } = plan;
  const kernel = kernelOf(runtime, plan, shape);
  for (let batch = 0; batch < batches; batch++) {
    const at = [matrixOf(batch, outer, outerA), matrixOf(batch, outer, outerB), batch];
    const places = operands.map((address, i) => address + at[i]! * bytes[i]!);
    runtime.launch(kernel, [...places, biasAt, 0, 0, 0, 1, ...last], split);
  }
  return y;
};

export const matMul: readonly Replacement[] = [
  marker(MatMul),
  {
    name: BatchMatMul,
    compute: ({ a, b }, params, device) => product(device, a!, b!, attributesAs<Transposes>(params)),
  },
  {
    name: _FusedMatMul,
    compute: (inputs, params, device) => {
      const { a, b, bias } = inputs;
      const transposes = attributesAs<Transposes>(params);
      const n = transposes.transposeB ? b!.shape.at(-2) : b!.shape.at(-1);
      const applied = activationOf(params, bias, n!);
      if (applied !== undefined) return product(device, a!, b!, transposes, bias, applied);
      const linear = product(device, a!, b!, transposes);
      return linear === undefined ? undefined : finishElsewhere(device, linear, inputs, params);
    },
  },
];
