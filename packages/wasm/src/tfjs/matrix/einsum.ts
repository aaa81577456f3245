// internal: sums of products by the letters of an equation, as transposes and products
import { attributesAs, sizeOf } from '@kindling/core';
import {
  BatchMatMul,
  backend_util,
  Einsum,
  type EinsumAttrs,
  Sum,
  type Tensor,
  type TensorInfo,
  Transpose,
  upcastType,
} from '@tensorflow/tfjs-core';
import { inSteps, type Steps } from '../adapter/inSteps.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** A tensor with a number for each of its axes. */
interface Operand {
  readonly x: TensorInfo;
  readonly axes: readonly number[];
}

const shapeOf = (axes: readonly number[], lengths: readonly number[]): number[] => axes.map((axis) => lengths[axis]!);

const ordered = ({ x, axes }: Operand, order: readonly number[], { call }: Steps): TensorInfo =>
  call(Transpose, { x }, { perm: order.map((axis) => axes.indexOf(axis)) });

/** Summed over the axes that nobody else has. */
const summed = (operand: Operand, isKept: (axis: number) => boolean, { call }: Steps): Operand => {
  const over = operand.axes.flatMap((axis, at) => (isKept(axis) ? [] : [at]));
  if (over.length === 0) return operand;
  return { x: call(Sum, { x: operand.x }, { axis: over, keepDims: false }), axes: operand.axes.filter(isKept) };
};

/** Of two as a product of many matrices: what both have is kept, a matrix for each index, or summed over. */
const contracted = (
  a: Operand,
  b: Operand,
  result: readonly number[],
  lengths: readonly number[],
  steps: Steps,
): Operand => {
  const isShared = (axis: number): boolean => a.axes.includes(axis) && b.axes.includes(axis);
  const many = a.axes.filter((axis) => isShared(axis) && result.includes(axis));
  const inner = a.axes.filter((axis) => isShared(axis) && !result.includes(axis));
  const rows = a.axes.filter((axis) => !isShared(axis));
  const columns = b.axes.filter((axis) => !isShared(axis));
  const size = (axes: readonly number[]): number => sizeOf(shapeOf(axes, lengths));
  const [n, k] = [size(many), size(inner)];
  const left = steps.reshape(ordered(a, [...many, ...rows, ...inner], steps), [n, size(rows), k]);
  const right = steps.reshape(ordered(b, [...many, ...inner, ...columns], steps), [n, k, size(columns)]);
  const product = steps.call(BatchMatMul, { a: left, b: right }, { transposeA: false, transposeB: false });
  const axes = [...many, ...rows, ...columns];
  return { x: steps.reshape(product, shapeOf(axes, lengths)), axes };
};

const einsumKernel: Replacement = {
  name: Einsum,
  compute: (inputs, params, device) => {
    const xs = Object.values(inputs);
    const { equation } = attributesAs<EinsumAttrs>(params);
    const { allDims, summedDims, idDims } = backend_util.decodeEinsumEquation(equation, xs.length);
    backend_util.checkEinsumDimSizes(allDims.length, idDims, xs as Tensor[]);
    const letters = equation.replace(/\s|.*->/g, '');
    if (new Set(letters).size < letters.length) {
      throw new Error(`Einsum: a letter must be there once in the result, got ${equation}`);
    }
    const result = allDims.map((_, axis) => axis).filter((axis) => !summedDims.includes(axis));
    const lengths = allDims.map((_, axis) => {
      const at = idDims.findIndex((axes) => axes.includes(axis));
      return xs[at]!.shape[idDims[at]!.indexOf(axis)]!;
    });
    return inSteps(device, (steps) => {
      const dtype = xs.map((x) => x.dtype).reduce((one, other) => upcastType(one, other));
      const counted = dtype === 'bool' && summedDims.length > 0 ? 'int32' : dtype;
      const operands = xs.map((x, at): Operand => ({ x: steps.cast(x, counted), axes: idDims[at]! }));
      const [a, b] = operands.map((operand, at) =>
        summed(operand, (axis) => result.includes(axis) || operands[1 - at]?.axes.includes(axis) === true, steps),
      );
      const y = b === undefined ? a! : contracted(a!, b, result, lengths, steps);
      return ordered(y, result, steps);
    });
  },
};

export const einsum: readonly Replacement[] = [einsumKernel];
