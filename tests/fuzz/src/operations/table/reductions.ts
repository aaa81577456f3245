import * as tfjs from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import { drawTensor, finite, positive, share, some } from '../drawn.ts';
import { exported } from '../exported.ts';
import { anyTensor, type Drawing, float, type Operation, optional } from '../operation.ts';
import { drawAxes, drawAxis, drawShape } from '../shapes.ts';
import { meansOf, ofIntegers, productsOf, productsSoFar } from './wrapped.ts';

const flat = { gradient: false } as const;

/** What is right of no numbers, where cpu says NaN, 0 or what it likes. */
const ofNothing: Readonly<Record<string, readonly [number, number, number]>> = {
  all: [1, 1, 1],
  any: [0, 0, 0],
  logSumExp: [-Infinity, -Infinity, -Infinity],
  max: [-Infinity, -(2 ** 31), 0],
  mean: [Number.NaN, Number.NaN, Number.NaN],
  min: [Infinity, 2 ** 31 - 1, 1],
  moments: [Number.NaN, Number.NaN, Number.NaN],
  prod: [1, 1, 1],
};

const orNothing =
  (name: string) =>
  (x: tfjs.Tensor, ...rest: never[]): unknown => {
    const found = exported(name)(...([x, ...rest] as never[])) as tfjs.Tensor | Record<string, tfjs.Tensor>;
    const values = ofNothing[name];
    if (x.size > 0 || values === undefined) return found;
    const value = values[['float32', 'int32', 'bool'].indexOf(x.dtype)]!;
    const filled = (y: tfjs.Tensor): tfjs.Tensor =>
      tfjs.where(tfjs.cast(tfjs.onesLike(y), 'bool'), tfjs.fill(y.shape, value, y.dtype), y);
    if (found instanceof tfjs.Tensor) return filled(found);
    return Object.fromEntries(Object.entries(found).map(([key, y]) => [key, filled(y)]));
  };

/** f(x, axes, keepDims). */
const reduction = (name: string, drawing: Drawing = {}, more: Partial<Operation> = {}): Operation => ({
  name,
  args: (draw) => {
    const x = anyTensor(draw, drawing);
    return [x, ...optional(draw, drawAxes(draw, x.shape.length), draw.chance(0.5))];
  },
  reference: orNothing(name),
  ...more,
});

/** f(x, axis). */
const alongAxis = (
  name: string,
  drawing: Drawing,
  rest: (draw: Draw) => readonly unknown[] = () => [],
  more: Partial<Operation> = {},
): Operation => ({
  name,
  args: (draw) => {
    const x = anyTensor(draw, { ranks: [1, 6], ...drawing });
    return [x, drawAxis(draw, x.shape.length), ...rest(draw)];
  },
  ...more,
});

/** tfjs's gradient takes an axis that is counted from the end for another one. */
const fromFirst = (operation: Operation): Operation => ({
  ...operation,
  args: (draw) => {
    const [x, axis, ...rest] = operation.args(draw);
    return [x, Math.max(0, axis as number), ...rest];
  },
});

/** cpu takes an axis that is counted from the end for another one. */
const fromStart =
  (run: typeof tfjs.cumprod) =>
  (x: tfjs.Tensor, axis: number, ...rest: boolean[]): tfjs.Tensor =>
    run(x, (axis + x.shape.length) % x.shape.length, ...rest);

const running = (draw: Draw): readonly unknown[] => optional(draw, draw.chance(0.5), draw.chance(0.5));

/** Two lists of shapes alike, a weight for each of them or fewer, and how they come together. */
const loss = (name: string, target = some, prediction = some): Operation => ({
  name: `losses.${name}`,
  finiteGradient: name === 'hingeLoss', // of relu
  args: (draw) => {
    const shape = drawShape(draw, 1, 4).map((length) => length || 1);
    const weights = draw.pick([undefined, drawTensor(draw, shape, 'float32', share), drawTensor(draw, [])]);
    const extra = name === 'cosineDistance' ? [drawAxis(draw, shape.length)] : [];
    return [
      drawTensor(draw, shape, 'float32', target),
      drawTensor(draw, shape, 'float32', prediction),
      ...extra,
      weights,
    ];
  },
});

export const reductions: readonly Operation[] = [
  reduction('all', { dtypes: ['bool'] }, flat),
  reduction('any', { dtypes: ['bool'] }, flat),
  reduction('euclideanNorm', { ofIntegers: finite }), // cpu makes float32 of large ones, and their squares leave int32
  reduction('logSumExp'),
  reduction('max'),
  reduction('mean', {}, { reference: ofIntegers(meansOf, orNothing('mean')) }), // large integers lose their ends on cpu
  reduction('min'),
  reduction('moments', { of: finite }), // large integers lose their ends in float32
  reduction(
    'prod',
    // cpu multiplies in float64: with an infinite number, what has become 0 in float32 before tells them apart.
    { dtypes: ['float32', 'int32', 'bool'], of: finite },
    { tolerance: 1e-3, gradient: false, reference: ofIntegers(productsOf, orNothing('prod')) },
  ),
  reduction('sum'),
  alongAxis('argMax', {}, undefined, flat),
  alongAxis('argMin', {}, undefined, flat),
  alongAxis('cumprod', {}, running, { ...flat, reference: ofIntegers(productsSoFar, fromStart(tfjs.cumprod)) }),
  fromFirst(alongAxis('cumsum', {}, running)),
  alongAxis('unique', {}, undefined, flat),
  {
    name: 'norm',
    args: (draw) => {
      const x = drawTensor(
        draw,
        drawShape(draw, 1, 2).map((length) => length || 1),
      );
      const order = draw.pick(
        x.shape.length === 1 ? ['euclidean', 1, 2, Infinity, -Infinity] : ['euclidean', 'fro', 1, Infinity, -Infinity],
      );
      return [x, order, ...optional(draw, x.shape.length === 1 ? 0 : draw.pick([0, 1, [0, 1]]), draw.chance(0.5))];
    },
  },
  { name: 'logSoftmax', args: (draw) => [anyTensor(draw, { ranks: [1, 6] })] },
  { name: 'softmax', args: (draw) => [anyTensor(draw, { ranks: [1, 6] })] },
  {
    name: 'topk',
    args: (draw) => {
      // cpu's search loses its way among infinite numbers, and NaN has no place.
      const x = anyTensor(draw, { ranks: [1, 6], of: finite });
      const most = x.shape.at(-1)! + (draw.chance(0.05) ? 2 : 1);
      return [x, draw.int(most), ...optional(draw, draw.chance(0.8))];
    },
    gradient: false,
  },
  {
    name: 'inTopKAsync',
    args: (draw) => {
      const predictions = anyTensor(draw, { ranks: [2, 3], dtypes: float });
      const outer = predictions.shape.slice(0, -1);
      const k = 1 + draw.int(Math.max(1, predictions.shape.at(-1)!));
      return [predictions, drawTensor(draw, outer, 'float32', positive), k];
    },
    gradient: false,
  },
  ...['bincount', 'denseBincount'].map(
    (name): Operation => ({
      name,
      args: (draw) => {
        const shape = drawShape(draw, 1, name === 'bincount' ? 1 : 2);
        const weights = draw.chance(0.5)
          ? drawTensor(draw, shape, draw.pick(['float32', 'int32']))
          : drawTensor(draw, [0]);
        // Of a list cpu forgets that the output is to be binary.
        const more = name === 'bincount' || shape.length === 1 ? [] : optional(draw, draw.chance(0.5));
        return [drawTensor(draw, shape, 'int32', draw.chance(0.1) ? some : share), weights, draw.int(7), ...more];
      },
      gradient: false,
    }),
  ),
  loss('absoluteDifference'),
  loss('cosineDistance'),
  loss('hingeLoss', share),
  loss('huberLoss'),
  loss('logLoss', share, share),
  loss('meanSquaredError'),
  loss('sigmoidCrossEntropy', share),
  loss('softmaxCrossEntropy', share),
  {
    name: 'losses.computeWeightedLoss',
    args: (draw) => {
      const shape = drawShape(draw, 0, 3).map((length) => length || 1);
      return [drawTensor(draw, shape), ...optional(draw, drawTensor(draw, draw.chance(0.5) ? shape : []), draw.int(4))];
    },
  },
  {
    name: 'math.confusionMatrix',
    args: (draw) => {
      const shape = [draw.int(7)];
      const classes = (): unknown => drawTensor(draw, shape, draw.pick(['int32', 'float32']), share);
      return [classes(), classes(), 4];
    },
    gradient: false,
  },
];
