// internal: products of matrices
import {
  _FusedMatMul,
  type _FusedMatMulAttrs,
  BatchMatMul,
  type BatchMatMulAttrs,
  backend_util,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import { transposed } from '../tensors/views.ts';
import type { Torch } from '../torch.ts';
import { activated } from './activation.ts';
import { addScaled } from './arithmetic.ts';
import { einsum } from './einsum.ts';
import { typeOf } from './moving.ts';

/** A matrix, or many, in float32 for integers: ATen multiplies none of these on CUDA. */
const matrix = (x: TensorInfo, isTransposed: boolean, torch: Torch): Handle => {
  const given = x.dtype === 'int32' ? torch.inputAs(x, 'float64') : torch.input(x);
  if (!isTransposed) return given;
  const axes = x.shape.map((_, axis) => axis);
  return transposed(torch, given, x.shape, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
};

type Transposes = Pick<BatchMatMulAttrs, 'transposeA' | 'transposeB'>;

const productShape = (a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes): number[] => {
  const [rows, inner] = [a.shape.at(transposeA ? -1 : -2)!, a.shape.at(transposeA ? -2 : -1)!];
  const [otherInner, columns] = [b.shape.at(transposeB ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
  util.assert(
    inner === otherInner,
    () =>
      `Error in matMul: inner shapes (${inner}) and (${otherInner}) of Tensors with shapes ${a.shape} and ` +
      `${b.shape} and transposeA=${transposeA} and transposeB=${transposeB} must match.`,
  );
  return [...backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
};

const areMatrices = (a: TensorInfo, b: TensorInfo): boolean => a.shape.length === 2 && b.shape.length === 2;

const product = (a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes, torch: Torch): Handle => {
  const [left, right] = [matrix(a, transposeA, torch), matrix(b, transposeB, torch)];
  const result = areMatrices(a, b) ? torch.mm(left, right) : torch.matmul(left, right);
  return a.dtype === 'int32' ? torch.to(result, 'int32') : result;
};

/** A · B + bias in one operator, for a bias along the columns; it takes B transposed. */
const affine = (a: TensorInfo, b: TensorInfo, bias: TensorInfo, transposes: Transposes, torch: Torch): Handle =>
  torch.linear(matrix(a, transposes.transposeA, torch), matrix(b, !transposes.transposeB, torch), torch.input(bias));

export const matrices: readonly TorchKernel[] = [
  kernel<'a' | 'b', BatchMatMulAttrs>(BatchMatMul, ({ a, b }, attributes, torch) => {
    const shape = productShape(a, b, attributes);
    return torch.output(torch.packed(product(a, b, attributes, torch)), shape, typeOf(a));
  }),
  kernel<'a' | 'b' | 'bias?' | 'preluActivationWeights?', _FusedMatMulAttrs>(
    _FusedMatMul,
    ({ a, b, bias, preluActivationWeights }, attributes, torch) => {
      const shape = productShape(a, b, attributes);
      const isAffine =
        areMatrices(a, b) && a.dtype === 'float32' && bias?.shape.length === 1 && bias.shape[0] === shape[1];
      const plain = isAffine ? affine(a, b, bias, attributes, torch) : product(a, b, attributes, torch);
      const sum = bias === undefined || isAffine ? plain : addScaled(plain, torch.input(bias), 1, torch, typeOf(a));
      const { activation, leakyreluAlpha } = attributes;
      const result = activated(sum, { activation, leakyreluAlpha, preluActivationWeights }, torch);
      return torch.output(torch.packed(result), shape, typeOf(a));
    },
  ),
  einsum,
];
