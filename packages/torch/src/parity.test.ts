import {
  AvgPool3DGrad,
  abs,
  avgPool,
  avgPool3d,
  batchNorm,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  concat,
  conv2d,
  conv3d,
  depthwiseConv2d,
  engine,
  grads,
  matMul,
  maxPool,
  reshape,
  sin,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  type Tensor5D,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { draws, expectNear, joined, weighed } from '@tests/kit';
import { onCpu } from '@tests/kit/offers';
import { expect, test } from 'vitest';
import { onTorch } from '../testing/onTorch.ts';

type Draw = () => number;
type Run = (...xs: Tensor[]) => Tensor;

interface Case {
  readonly about: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: Run;
  /** Whether a tape has the gradients; those of three dimensions are called by name. Default: true. */
  readonly differentiable?: boolean;
}

const pick = <T>(draw: Draw, of: readonly T[]): T => of[Math.floor(draw() * of.length)]!;

/** Filters of odd and even lengths, strides longer and shorter than these, and both paddings. */
const window = (draw: Draw) => {
  const pad = pick(draw, ['same', 'valid'] as const);
  const [height, width] = [pick(draw, [4, 5, 7, 8]), pick(draw, [4, 6, 9])];
  const filter: [number, number] = [pick(draw, [1, 2, 3, 4]), pick(draw, [1, 2, 3])];
  const strides = pick(draw, [1, 1, 2, 3]);
  return { pad, height, width, filter, strides, batch: pick(draw, [1, 2]), channels: pick(draw, [1, 2, 3, 8]) };
};

const families: Readonly<Record<string, (draw: Draw) => Case>> = {
  conv2d: (draw) => {
    const { pad, height, width, filter, strides, batch, channels } = window(draw);
    const rate = strides === 1 ? pick(draw, [1, 1, 2]) : 1;
    const fits = pad === 'same' || (rate * (filter[0] - 1) < height && rate * (filter[1] - 1) < width);
    const dilation = fits ? rate : 1;
    return {
      about: JSON.stringify({ pad, height, width, filter, strides, channels, dilation }),
      shapes: [
        [batch, height, width, channels],
        [...filter, channels, pick(draw, [1, 4, 5])],
      ],
      run: (x, w) => conv2d(x as Tensor4D, w as Tensor4D, strides, pad, 'NHWC', dilation),
      differentiable: dilation === 1,
    };
  },
  depthwiseConv2d: (draw) => {
    const { pad, height, width, filter, strides, batch, channels } = window(draw);
    return {
      about: JSON.stringify({ pad, height, width, filter, strides, channels }),
      shapes: [
        [batch, height, width, channels],
        [...filter, channels, pick(draw, [1, 2])],
      ],
      run: (x, w) => depthwiseConv2d(x as Tensor4D, w as Tensor4D, strides, pad),
    };
  },
  maxPool: (draw) => {
    const { pad, height, width, filter, strides, batch, channels } = window(draw);
    return {
      about: JSON.stringify({ pad, height, width, filter, strides, channels }),
      shapes: [[batch, height, width, channels]],
      run: (x) => maxPool(x as Tensor4D, filter, strides, pad),
    };
  },
  avgPool: (draw) => {
    const { pad, height, width, filter, strides, batch, channels } = window(draw);
    return {
      about: JSON.stringify({ pad, height, width, filter, strides, channels }),
      shapes: [[batch, height, width, channels]],
      run: (x) => avgPool(x as Tensor4D, filter, strides, pad),
    };
  },
  conv3d: (draw) => {
    const { pad, height, width, filter, strides, batch } = window(draw);
    return {
      about: JSON.stringify({ pad, height, width, filter, strides }),
      shapes: [
        [batch, 4, height, width, 2],
        [2, ...filter, 2, 3],
      ],
      run: (x, w) => {
        const y = conv3d(x as Tensor5D, w as Tensor5D, strides, pad);
        const slopes = [
          engine().runKernel<Tensor>(
            Conv3DBackpropInputV2,
            { dy: y, filter: w! },
            { strides, pad, inputShape: x!.shape },
          ),
          engine().runKernel<Tensor>(Conv3DBackpropFilterV2, { x: x!, dy: y }, { strides, pad, filterShape: w!.shape }),
        ];
        return joined([y, ...slopes]);
      },
      differentiable: false,
    };
  },
  avgPool3d: (draw) => {
    const { pad, height, width, filter, strides, batch } = window(draw);
    return {
      about: JSON.stringify({ pad, height, width, filter, strides }),
      shapes: [[batch, 4, height, width, 2]],
      run: (x) => {
        const y = avgPool3d(x as Tensor5D, [2, ...filter], strides, pad);
        const attributes = { filterSize: [2, ...filter], strides, pad };
        return joined([y, engine().runKernel<Tensor>(AvgPool3DGrad, { dy: y, input: x! }, attributes)]);
      },
      differentiable: false,
    };
  },
  batchNorm: (draw) => {
    const { height, width, batch, channels } = window(draw);
    const list = [channels];
    return {
      about: `[${height}, ${width}, ${channels}]`,
      shapes: [[batch, height, width, channels], list, list, list, list],
      run: (x, mean, spread, offset, scale) =>
        batchNorm(
          x as Tensor4D,
          mean as Tensor1D,
          abs(sin(spread!)) as Tensor1D,
          offset as Tensor1D,
          scale as Tensor1D,
          0.1,
        ),
      differentiable: false, // of moments that are given; batchNorm.test.ts has those of training
    };
  },
  matMul: (draw) => {
    const [left, right] = [draw() < 0.5, draw() < 0.5];
    const [m, k, n] = [pick(draw, [1, 3, 8]), pick(draw, [1, 5, 17]), pick(draw, [1, 4, 9])];
    return {
      about: JSON.stringify({ left, right, m, k, n }),
      shapes: [left ? [k, m] : [m, k], right ? [n, k] : [k, n]],
      run: (a, b) => matMul(a as Tensor2D, b as Tensor2D, left, right),
    };
  },
};

/** Values, then gradients of a weighed sum, end to end; the shape of the values. */
const found = ({ shapes, run, differentiable = true }: Case, seed: number): { shape: number[]; values: number[] } =>
  tidy(() => {
    const draw = draws(seed);
    const xs = shapes.map((shape) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return tensor(
        Float32Array.from({ length: size }, () => 2 * draw() - 1),
        [...shape],
      );
    });
    const y = run(...xs);
    const slopes = differentiable ? grads((...each: Tensor[]) => weighed(joined([run(...each)])))(xs) : [];
    const all = concat([y, ...slopes].map((each) => reshape(each, [each.size])));
    return { shape: y.shape, values: [...all.dataSync()] };
  });

onTorch('values and gradients', () => {
  test.each(Object.entries(families))(
    'of %s are those of cpu, in 25 cases drawn at random',
    { timeout: 120_000 },
    async (name, make) => {
      for (let seed = 1; seed <= 25; seed++) {
        const given = make(draws(seed + 100 * name.length));
        const here = found(given, seed);
        const there = await onCpu(async () => found(given, seed));
        expect(here.shape, given.about).toEqual(there.shape);
        expectNear(here.values, there.values, 2e-5, `${name} ${given.about}`);
      }
    },
  );
});
