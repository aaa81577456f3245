// internal: sums of products, by the letters of an equation
import { backend_util, Einsum, type EinsumAttrs, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { listKernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import { transposed } from '../tensors/views.ts';
import type { Torch } from '../torch.ts';
import { reshaped, typeOf } from './moving.ts';

/** An operand with a number for each of its axes. */
interface Operand {
  readonly handle: Handle;
  readonly axes: readonly number[];
}

type Lengths = readonly number[];

const shapeOf = (axes: readonly number[], lengths: Lengths): number[] => axes.map((axis) => lengths[axis]!);

/** With the axes in this order, contiguous. */
const ordered = ({ handle, axes }: Operand, order: readonly number[], lengths: Lengths, torch: Torch): Handle =>
  torch.packed(
    transposed(
      torch,
      torch.packed(handle),
      shapeOf(axes, lengths),
      order.map((axis) => axes.indexOf(axis)),
    ),
  );

/** Summed over the axes that nobody else has. */
const summed = (operand: Operand, kept: ReadonlySet<number>, torch: Torch): Operand => {
  const over = operand.axes.flatMap((axis, at) => (kept.has(axis) ? [] : [at]));
  if (over.length === 0) return operand;
  return {
    handle: torch.sum(operand.handle, over, false, undefined),
    axes: operand.axes.filter((axis) => kept.has(axis)),
  };
};

/**
 * Of two operands as one product of many matrices: the axes of both are either kept, one matrix for each index, or
 * summed over. ATen's own einsum takes a text, and leaks it at each call.
 */
const contracted = (a: Operand, b: Operand, result: readonly number[], lengths: Lengths, torch: Torch): Operand => {
  const isShared = (axis: number): boolean => a.axes.includes(axis) && b.axes.includes(axis);
  const many = a.axes.filter((axis) => isShared(axis) && result.includes(axis));
  const inner = a.axes.filter((axis) => isShared(axis) && !result.includes(axis));
  const rows = a.axes.filter((axis) => !isShared(axis));
  const columns = b.axes.filter((axis) => !isShared(axis));
  const [n, i, r, c] = [many, inner, rows, columns].map((axes) => sizeOf(shapeOf(axes, lengths))) as [
    ...[number, number, number, number],
  ];
  const left = torch.view(ordered(a, [...many, ...rows, ...inner], lengths, torch), [n, r, i]);
  const right = torch.view(ordered(b, [...many, ...inner, ...columns], lengths, torch), [n, i, c]);
  const axes = [...many, ...rows, ...columns];
  const product = torch.view(torch.packed(torch.matmul(left, right)), shapeOf(axes, lengths));
  return { handle: product, axes };
};

const computeEinsum = (xs: readonly TensorInfo[], equation: string, torch: Torch): TensorInfo | undefined => {
  const { allDims, summedDims, idDims } = backend_util.decodeEinsumEquation(equation, xs.length);
  backend_util.checkEinsumDimSizes(allDims.length, idDims, xs as Tensor[]);
  const dtype = typeOf(xs[0]!);
  const repeats = idDims.some((axes) => new Set(axes).size < axes.length);
  if (repeats || xs.length > 2 || dtype !== 'float32') return undefined;
  const result = allDims.map((_, axis) => axis).filter((axis) => !summedDims.includes(axis));
  const lengths = allDims.map((_, axis) => {
    const at = idDims.findIndex((axes) => axes.includes(axis));
    return xs[at]!.shape[idDims[at]!.indexOf(axis)]!;
  });
  const operands = xs.map((x, at): Operand => ({ handle: torch.input(x), axes: idDims[at]! }));
  const [a, b] = operands.map((operand, at) => {
    const others = operands.filter((_, i) => i !== at).flatMap(({ axes }) => axes);
    return summed(operand, new Set([...others, ...result]), torch);
  });
  const product = b === undefined ? a! : contracted(a!, b, result, lengths, torch);
  return reshaped(ordered(product, result, lengths, torch), shapeOf(result, lengths), dtype, torch);
};

export const einsum: TorchKernel = listKernel<EinsumAttrs>(Einsum, (xs, { equation }, torch) =>
  computeEinsum(xs, equation, torch),
);
