import * as tfjs from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import { type Drawn, drawTensor, positive } from '../drawn.ts';
import { float, type Operation, optional } from '../operation.ts';
import { drawLength, drawList, drawShape } from '../shapes.ts';

/** Two matrices or batches of them that go together, transposed or not. */
const drawMatrices = (draw: Draw, dtypes: readonly Drawn['dtype'][], isCrosswise = true) => {
  const [m, k, n] = [drawLength(draw), drawLength(draw), drawLength(draw)];
  const [transposeA, transposeB] = [draw.chance(0.5), draw.chance(0.5)];
  const outer = drawShape(draw, 0, 3);
  const repeated = (): number[] =>
    outer.map((length) => (isCrosswise && k > 0 && !outer.includes(0) && draw.chance(0.3) ? 1 : length));
  const dtype = draw.pick(dtypes);
  const a = drawTensor(draw, [...repeated(), ...(transposeA ? [k, m] : [m, k])], dtype);
  const b = drawTensor(draw, [...repeated(), ...(transposeB ? [n, k] : [k, n])], dtype);
  return { a, b, transposeA, transposeB, n };
};

/** cpu takes the wrong pairs where both operands are repeated. */
const sumOfProducts = (a: tfjs.Tensor, b: tfjs.Tensor, transposeA: boolean, transposeB: boolean): tfjs.Tensor => {
  if (a.size === 0 || b.size === 0) return tfjs.matMul(a, b, transposeA, transposeB);
  const turned = (x: tfjs.Tensor, isTurned: boolean): tfjs.Tensor => {
    const axes = x.shape.map((_, axis) => axis);
    return isTurned ? tfjs.transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]) : x;
  };
  const pairs = tfjs.mul(tfjs.expandDims(turned(a, transposeA), -1), tfjs.expandDims(turned(b, transposeB), -3));
  return tfjs.cast(tfjs.sum(pairs, -2), a.dtype);
};

const numbers = ['float32', 'float32', 'int32', 'bool'] as const;

const drawActivation = (draw: Draw): unknown =>
  draw.pick([undefined, 'linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu']);

/** With the weights that `prelu` takes. */
export const drawApplied = (draw: Draw, channels: number) => {
  const activation = drawActivation(draw);
  const preluActivationWeights = activation === 'prelu' ? drawTensor(draw, draw.pick([[channels], [1]])) : undefined;
  const leakyreluAlpha = activation === 'leakyrelu' ? 0.25 : undefined;
  return { activation, preluActivationWeights, leakyreluAlpha };
};

/** Without `ij,jk->`, of which cpu gives a list. */
const equations: readonly (readonly [string, ...string[]])[] = [
  ['ij->ji', 'ij'],
  ['ij->', 'ij'],
  ['ij->j', 'ij'],
  ['ijk->ik', 'ijk'],
  ['ij,jk->ik', 'ij', 'jk'],
  ['ij,ij->i', 'ij', 'ij'],
  ['i,j->ij', 'i', 'j'],
  ['i,i->', 'i', 'i'],
  ['bij,bjk->bik', 'bij', 'bjk'],
  ['abc,cde->abde', 'abc', 'cde'],
  ['abcd,adbe->acbe', 'abcd', 'adbe'],
  ['aecd,abcd->acbe', 'aecd', 'abcd'],
  ['bkj,j->kb', 'bkj', 'j'],
];

export const products: readonly Operation[] = [
  {
    name: 'matMul',
    args: (draw) => {
      const { a, b, transposeA, transposeB } = drawMatrices(draw, numbers);
      return [a, b, transposeA, transposeB];
    },
    reference: sumOfProducts,
  },
  {
    name: 'fused.matMul',
    args: (draw) => {
      const { n, ...matrices } = drawMatrices(draw, ['float32', 'float32', 'float32', 'int32'], false);
      const bias = draw.chance(0.6) ? drawTensor(draw, draw.pick([[n], [n], [1]])) : undefined;
      return [{ ...matrices, bias, ...drawApplied(draw, n) }];
    },
  },
  {
    name: 'dot',
    args: (draw) => {
      const [m, k, n] = [drawLength(draw), drawLength(draw), drawLength(draw)];
      const dtype = draw.pick(numbers);
      return [drawTensor(draw, draw.pick([[k], [m, k]]), dtype), drawTensor(draw, draw.pick([[k], [k, n]]), dtype)];
    },
  },
  {
    name: 'outerProduct',
    args: (draw) => {
      const dtype = draw.pick(numbers);
      return [drawTensor(draw, [drawLength(draw)], dtype), drawTensor(draw, [drawLength(draw)], dtype)];
    },
  },
  {
    name: 'einsum',
    gradient: false,
    args: (draw) => {
      const [equation, ...operands] = draw.pick(equations);
      const lengths = new Map([...'abcdeijk'].map((letter) => [letter, draw.chance(0.05) ? 0 : 2 + draw.int(3)]));
      const dtype = draw.pick(numbers);
      return [
        equation,
        ...operands.map((letters) =>
          drawTensor(
            draw,
            [...letters].map((letter) => lengths.get(letter)!),
            dtype,
          ),
        ),
      ];
    },
  },
  {
    name: 'linalg.gramSchmidt',
    args: (draw) => {
      const width = 2 + draw.int(3);
      return [drawTensor(draw, [1 + draw.int(2), width + 3])];
    },
    gradient: false,
    tolerance: 0.05,
  },
  {
    name: 'linalg.qr',
    args: (draw) => [
      drawTensor(draw, [...drawShape(draw, 0, 1).map((length) => length || 1), 1 + draw.int(4), 1 + draw.int(4)]),
      ...optional(draw, draw.chance(0.5)),
    ],
    gradient: false,
    tolerance: 0.05,
  },
  {
    name: 'basicLSTMCell',
    args: (draw) => {
      const [batch, features, units] = [1 + draw.int(3), 1 + draw.int(4), 1 + draw.int(4)];
      return [
        drawTensor(draw, []),
        drawTensor(draw, [features + units, 4 * units]),
        drawTensor(draw, [4 * units]),
        ...[features, units, units].map((length) => drawTensor(draw, [batch, length])),
      ];
    },
  },
  {
    name: 'batchNorm',
    args: (draw) => drawBatchNorm(draw, drawShape(draw, 2, 4)),
    tolerance: 1e-3,
  },
  ...[2, 3, 4].map(
    (rank): Operation => ({
      name: `batchNorm${rank}d`,
      args: (draw) => drawBatchNorm(draw, drawShape(draw, rank, rank)),
      tolerance: 1e-3,
    }),
  ),
  {
    name: 'localResponseNormalization',
    args: (draw) => [drawTensor(draw, drawShape(draw, 3, 4)), ...optional(draw, draw.int(4), 1, 0.5, 0.75)],
  },
];

/** x, mean, variance, and perhaps offset, scale and epsilon. */
const drawBatchNorm = (draw: Draw, shape: readonly number[]): readonly unknown[] => {
  const channels = [shape.at(-1)!];
  const [mean, variance, offset, scale] = drawList(4, (at) =>
    drawTensor(draw, draw.chance(0.2) ? shape : channels, float[0], at === 1 ? positive : undefined),
  );
  return [drawTensor(draw, shape), mean, variance, ...optional(draw, offset, scale, 1e-2)];
};
