import * as tfjs from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import { type Drawn, drawTensor, finite, positive, some } from '../drawn.ts';
import { float, type Operation, optional } from '../operation.ts';
import { drawLength, drawList, drawOrder, drawShape } from '../shapes.ts';
import { ofIntegers as byDtype, product, sumByLetters } from './wrapped.ts';

/** Two matrices or batches of them that go together, transposed or not. */
const drawMatrices = (draw: Draw, dtypes: readonly Drawn['dtype'][], ofIntegers = some) => {
  const dtype = draw.pick(dtypes);
  const [m, k, n] = [drawLength(draw), drawLength(draw), drawLength(draw)];
  const [transposeA, transposeB] = [draw.chance(0.5), draw.chance(0.5)];
  // Of no matrices cpu's fused product has numbers.
  const fewest = ofIntegers === some ? 0 : 1;
  const outer = draw.chance(0.3) ? [] : drawShape(draw, 0, 4).map((length) => Math.max(fewest, Math.min(length, 3)));
  const repeated = (): number[] => {
    if (dtype === 'float32' && outer.includes(0)) return outer; // tfjs's gradient takes 1 for 0
    const all = outer.map((length) => (draw.chance(0.25) ? 1 : length));
    return draw.chance(0.2) ? all.slice(draw.int(all.length + 1)) : all;
  };
  const of = dtype === 'int32' ? ofIntegers : some;
  const a = drawTensor(draw, [...repeated(), ...(transposeA ? [k, m] : [m, k])], dtype, of);
  const b = drawTensor(draw, [...repeated(), ...(transposeB ? [n, k] : [k, n])], dtype, of);
  return { a, b, transposeA, transposeB, n };
};

/** cpu takes the wrong pairs where both operands are repeated. */
const sumOfProducts = (a: tfjs.Tensor, b: tfjs.Tensor, transposeA: boolean, transposeB: boolean): tfjs.Tensor => {
  const turned = (x: tfjs.Tensor, isTurned: boolean): tfjs.Tensor => {
    const axes = x.shape.map((_, axis) => axis);
    return isTurned ? tfjs.transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]) : x;
  };
  const [left, right] = [turned(a, transposeA), turned(b, transposeB)];
  const depth = left.shape.at(-1)!;
  if (depth !== right.shape.at(-2)) throw new Error('not of matMul');
  // Six axes at most: all matrices in a row.
  const outer = tfjs.broadcast_util.assertAndGetBroadcastShape(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const many = (x: tfjs.Tensor): tfjs.Tensor => {
    const [rows, columns] = x.shape.slice(-2) as [number, number];
    return tfjs.reshape(tfjs.broadcastTo(x, [...outer, rows, columns]), [
      tfjs.util.sizeFromShape(outer),
      rows,
      columns,
    ]);
  };
  // Nothing to sum over; cpu's gradients of broadcast factors fail then.
  if (left.size === 0 || right.size === 0) {
    const dtype = tfjs.upcastType(a.dtype, b.dtype);
    const zero = tfjs.zeros([...outer, left.shape.at(-2)!, right.shape.at(-1)!], dtype);
    if (dtype !== 'float32') return zero;
    const nothing = (x: tfjs.Tensor): tfjs.Tensor => tfjs.sum(tfjs.slice(tfjs.reshape(x, [x.size]), [0], [0]));
    return tfjs.add(zero, tfjs.add(nothing(a), nothing(b)));
  }
  const factors = [tfjs.expandDims(many(left), -1), tfjs.expandDims(many(right), -3)] as const;
  const pairs = a.dtype === 'int32' && b.dtype === 'int32' ? product(...factors) : tfjs.mul(...factors);
  const dtype = tfjs.upcastType(a.dtype, b.dtype);
  return tfjs.cast(tfjs.reshape(tfjs.sum(pairs, 2), [...outer, left.shape.at(-2)!, right.shape.at(-1)!]), dtype);
};

const dotOfIntegers = (a: tfjs.Tensor, b: tfjs.Tensor): tfjs.Tensor => {
  const [left, right] = [a.shape.length > 1 ? 'm' : '', b.shape.length > 1 ? 'n' : ''];
  return sumByLetters(`${left}k,k${right}->${left}${right}`, a, b);
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

/** A few of some letters, in any order. */
const drawLetters = (draw: Draw, from: string, most: number): string =>
  drawOrder(draw, from.length)
    .slice(0, draw.int(Math.min(most, from.length) + 1))
    .map((at) => from[at]!)
    .join('');

/** One operand or two; now and then three, or a letter twice, or one in the result that no operand has. */
const drawEquation = (draw: Draw): readonly [equation: string, ...operands: string[]] => {
  const letters = 'abcde'.slice(0, 2 + draw.int(4));
  const twice = (of: string): string => (of !== '' && draw.chance(0.03) ? of + draw.pick([...of]) : of);
  const operands = drawList(draw.chance(0.02) ? 3 : 1 + draw.int(2), () => twice(drawLetters(draw, letters, 4)));
  const had = [...new Set(operands.join(''))].join('') + (draw.chance(0.01) ? 'z' : '');
  return [`${operands.join(',')}->${twice(drawLetters(draw, had, 5))}`, ...operands];
};

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
    finiteGradient: true, // of relu
    args: (draw) => {
      const { n, ...matrices } = drawMatrices(draw, ['float32', 'float32', 'float32', 'int32'], finite);
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
    reference: byDtype(dotOfIntegers, tfjs.dot),
  },
  {
    name: 'outerProduct',
    args: (draw) => {
      const dtype = draw.pick(numbers);
      return [drawTensor(draw, [drawLength(draw)], dtype), drawTensor(draw, [drawLength(draw)], dtype)];
    },
    reference: byDtype((a: tfjs.Tensor, b: tfjs.Tensor) => product(tfjs.reshape(a, [-1, 1]), b), tfjs.outerProduct),
  },
  {
    name: 'einsum',
    gradient: false,
    reference: sumByLetters,
    args: (draw) => {
      const [equation, ...operands] = drawEquation(draw);
      const lengths = new Map([...'abcde'].map((letter) => [letter, draw.chance(0.03) ? 0 : 1 + draw.int(3)]));
      const dtype = draw.pick(numbers);
      return [
        equation,
        ...operands.map((letters) =>
          drawTensor(
            draw,
            [...letters].map((letter) => lengths.get(letter)!),
            draw.chance(0.9) ? dtype : draw.pick(numbers),
            dtype === 'int32' ? some : finite, // infinite terms depend on which sums come first
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
    args: (draw) => [
      drawTensor(draw, drawShape(draw, 3, 4)),
      ...optional(draw, draw.int(6), 1, draw.pick([0.5, 2]), 0.75),
    ],
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
