import {
  add,
  avgPool,
  conv2d,
  depthwiseConv2d,
  grads,
  greater,
  less,
  matMul,
  maxPool,
  mean,
  ones,
  pad,
  type Rank,
  relu,
  reverse,
  softmax,
  sum,
  type Tensor,
  type Tensor4D,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { some } from './numbers.ts';

type Computation = () => Tensor | Tensor[];

const matrices = (m: number, n: number, k: number): Record<string, Computation> =>
  Object.fromEntries(
    [false, true].flatMap((a) =>
      [false, true].map((b) => [
        `matMul ${m}x${k}x${n}${a ? ' aᵀ' : ''}${b ? ' bᵀ' : ''}`,
        () => matMul(some<Rank.R2>(a ? [k, m] : [m, k]), some<Rank.R2>(b ? [n, k] : [k, n], 2), a, b),
      ]),
    ),
  );

/** What a function gives, and its gradients by all that it takes. */
const withGradients = (f: (...xs: Tensor4D[]) => Tensor, ...xs: Tensor4D[]): Tensor[] => {
  const y = f(...xs);
  return [y, ...grads(f as (...args: Tensor[]) => Tensor)(xs, some(y.shape as [number], 7))];
};

const pictures = (channels: number) => some<Rank.R4>([4, 17, 15, channels]);

/** Kernels that threads share, at sizes with edges in all directions. */
const computations: Record<string, Computation> = {
  ...matrices(1, 1, 1),
  ...matrices(37, 41, 29),
  ...matrices(128, 200, 307),
  'matMul of batches': () => matMul(some<Rank.R3>([3, 33, 65]), some<Rank.R3>([1, 65, 50], 2)),
  'conv2d same': () => withGradients((x, w) => conv2d(x!, w!, 1, 'same'), pictures(8), some([3, 3, 8, 20], 2)),
  'conv2d strided': () => withGradients((x, w) => conv2d(x!, w!, 2, 'same'), pictures(3), some([3, 3, 3, 32], 2)),
  'conv2d valid': () => withGradients((x, w) => conv2d(x!, w!, 1, 'valid'), pictures(5), some([5, 4, 5, 7], 2)),
  depthwiseConv2d: () =>
    withGradients((x, w) => depthwiseConv2d(x!, w!, 1, 'same'), pictures(6), some([3, 3, 6, 2], 2)),
  maxPool: () => withGradients((x) => maxPool(x!, 2, 2, 'valid'), pictures(8)),
  avgPool: () => withGradients((x) => avgPool(x!, 3, 2, 'same'), pictures(8)),
  softmax: () => softmax(some<Rank.R2>([300, 70])),
  'sums and means': () => [sum(some([130, 210]), 0), sum(some([130, 210]), 1), mean(some([130, 210]))],
  'element by element': () => relu(add(some<Rank.R2>([200, 300]), some<Rank.R1>([300], 2))),
  'bools, cut and turned': () => {
    const [a, b] = [greater(some<Rank.R2>([33, 21]), 0), less(some<Rank.R2>([33, 21], 2), 0)];
    return [
      where(a, b, reverse(a)),
      pad(some([9, 7]), [
        [-2, 1],
        [0, -3],
      ]),
    ];
  },
  'after memory grew': () => {
    const large = ones([12 << 20]);
    return [sum(large), matMul(some<Rank.R2>([64, 64]), some<Rank.R2>([64, 64], 2))];
  },
};

/** Runs each, and gives its results by name, one after the other. */
export async function* kernels(): AsyncGenerator<readonly [name: string, results: Tensor[]]> {
  for (const [name, compute] of Object.entries(computations)) yield [name, [tidy(compute)].flat()];
}
