import {
  BatchNorm,
  type LaunchReport,
  recorderInUse,
  SoftmaxCrossEntropy,
  SoftmaxCrossEntropyGrad,
} from '@kindling/core';
import {
  avgPool,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  conv2d,
  depthwiseConv2d,
  engine,
  exp,
  expandDims,
  LogSoftmax,
  matMul,
  max,
  maxPool,
  mean,
  pad,
  slice,
  softmax,
  sub,
  sum,
  type Tensor,
  type Tensor3D,
  type Tensor4D,
  transpose,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install } from '../install.ts';
import { exp as expFormula, expOfNegative } from '../kernels/elementwise/exponential.ts';
import { flopsOf } from '../kernels/elementwise/flops.ts';
import { log } from '../kernels/elementwise/logarithm.ts';

describe.each([1, 3])('FLOPs on %i threads', (threads) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install({ threads });
  });
  afterAll(() => installed.undo());

  const launchesOf = (shapes: readonly (readonly number[])[], make: (...x: Tensor[]) => Tensor[]): LaunchReport[] => {
    const compiled = recorderInUse()!
      .record((inputs) => {
        const given = shapes.map((shape) => inputs.tensor({ shape, dtype: 'float32' }));
        return { updates: [], results: make(...given) };
      })
      .compile();
    const { phases } = compiled;
    compiled.dispose();
    return phases.flatMap(({ launches }) => launches);
  };
  /** Of all launches; each must tell. */
  const flops = (shapes: readonly (readonly number[])[], make: (...x: Tensor[]) => Tensor[]): number =>
    launchesOf(shapes, make).reduce((sum, { flops }) => sum + flops!, 0);

  it('of products: 2 m n k each', () => {
    expect(
      flops(
        [
          [7, 9],
          [9, 11],
        ],
        (a, b) => [matMul(a!, b!)],
      ),
    ).toBe(2 * 7 * 9 * 11);
    expect(flops([[5, 7, 9]], (a) => [matMul(a!, a!, false, true)])).toBe(5 * 2 * 7 * 7 * 9);
    // Cut into 8 parts of k, which are added up to nothing.
    expect(
      flops(
        [
          [4, 4096],
          [4096, 64],
        ],
        (a, b) => [matMul(a!, b!)],
      ),
    ).toBe(2 * 4 * 4096 * 64 + 8 * 4 * 64);
  });

  it('of convolutions: 2 for each tap of each number, and as many for each gradient', () => {
    const shapes = [
      [2, 12, 12, 3],
      [3, 3, 3, 8],
    ];
    const numbers = 2 * 10 * 10 * 8;
    const taps = 3 * 3 * 3;
    const convolved = (x: Tensor, w: Tensor) => conv2d(x as Tensor4D, w as Tensor4D, 1, 'valid');
    expect(flops(shapes, (x, w) => [convolved(x!, w!)])).toBe(2 * numbers * taps);
    const attributes = { strides: 1, pad: 'valid', dataFormat: 'NHWC', dilations: 1 };
    const [x, filter, y] = [...shapes, [2, 10, 10, 8]] as [number[], number[], number[]];
    const toFilter = flops([x, y], (x, dy) => [
      engine().runKernel(Conv2DBackpropFilter, { x: x!, dy: dy! }, { ...attributes, filterShape: filter }) as Tensor,
    ]);
    // One sum an image, which are added up.
    expect(toFilter).toBe(2 * numbers * taps + 2 * (taps * 8));
    // A convolution over dy with zeros around it: for each number of dx, a tap of each of the 8 filters.
    const toInput = flops([y, filter], (dy, filter) => [
      engine().runKernel(Conv2DBackpropInput, { dy: dy!, filter: filter! }, { ...attributes, inputShape: x }) as Tensor,
    ]);
    expect(toInput).toBe(2 * (2 * 12 * 12 * 3) * (3 * 3 * 8));
  });

  it('of depthwise convolutions and poolings', () => {
    const x = [2, 8, 8, 6];
    const depthwise = (x: Tensor, w: Tensor) => depthwiseConv2d(x as Tensor4D, w as Tensor4D, 1, 'valid');
    expect(flops([x, [3, 3, 6, 1]], (x, w) => [depthwise(x!, w!)])).toBe(2 * (2 * 6 * 6 * 6) * 9);
    expect(flops([x], (x) => [maxPool(x as Tensor4D, 2, 2, 'valid')])).toBe(0);
    // Four additions and a division.
    expect(flops([x], (x) => [avgPool(x as Tensor4D, 2, 2, 'valid')])).toBe(2 * 4 * 4 * 6 * 5);
  });

  it('of what is done number by number', () => {
    expect(
      flops(
        [
          [4, 6],
          [4, 6],
        ],
        (a, b) => [sub(a!, b!)],
      ),
    ).toBe(24);
    expect(flops([[4, 6], [6]], (a, b) => [sub(a!, b!)])).toBe(24);
    expect(
      flops(
        [
          [2, 4, 6],
          [2, 1, 6],
        ],
        (a, b) => [sub(a!, b!)],
      ),
    ).toBe(48);
    expect(flops([[10]], (x) => [exp(x!)])).toBe(10 * flopsOf(expFormula));
  });

  it('of sums, means and the greatest', () => {
    expect(flops([[4, 6]], (x) => [sum(x!)])).toBe(24);
    expect(flops([[4, 6]], (x) => [sum(x!, 0)])).toBe(24);
    expect(flops([[4, 6]], (x) => [mean(x!, 0)])).toBe(24 + 6);
    // Cut into three chunks of 4,096 at most.
    expect(flops([[10_000]], (x) => [sum(x!)])).toBe(10_000 + 3);
    expect(flops([[4, 6]], (x) => [max(x!, 0)])).toBe(0);
  });

  it('of softmax', () => {
    expect(flops([[3, 5]], (x) => [softmax(x!)])).toBe(3 * (5 * (3 + flopsOf(expOfNegative)) + 1));
    expect(flops([[3, 5]], (x) => [engine().runKernel(LogSoftmax, { logits: x! }, { axis: 1 }) as Tensor])).toBe(
      3 * (5 * (4 + flopsOf(expOfNegative)) + flopsOf(log)),
    );
    const loss = (name: string) => (dy: Tensor, logits: Tensor, target: Tensor) => [
      engine().runKernel(name, { dy, logits, target }) as Tensor,
    ];
    const shapes = [[3], [3, 5], [3, 5]];
    const [forward, backward] = [SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad].map((name) =>
      flops(shapes, (dy, logits, target) => loss(name)(dy!, logits!, target!)),
    );
    expect(forward).toBe(3 * (5 * (6 + flopsOf(expFormula)) + flopsOf(log)));
    expect(backward).toBe(3 * 5 * (7 + flopsOf(expFormula)));
  });

  it('of batch normalization: by numbers, chunks and channels', () => {
    const normalized = (x: Tensor, gamma: Tensor, beta: Tensor) =>
      engine().runKernel(BatchNorm, { x, gamma, beta }, { epsilon: 1e-3 }) as Tensor[];
    // 4,096 / 8 rows are a chunk.
    expect(flops([[1000, 8], [8], [8]], (x, gamma, beta) => normalized(x!, gamma!, beta!))).toBe(
      8 * (1000 * (5 + 3) + 2 * (5 + 8) + 7),
    );
  });

  it('of moves: none', () => {
    expect(
      flops([[4, 6]], (x) => [
        transpose(x!),
        pad(x!, [
          [1, 1],
          [0, 2],
        ] as [number, number][]),
      ]),
    ).toBe(0);
    expect(flops([[2, 3, 3]], (x) => [slice(x as Tensor3D, [0, 1, 0], [2, 2, 2]), expandDims(x!, 0)])).toBe(0);
  });
});
