// What docs/wasm-faults.md says of tfjs's wasm backend, without and with the kernels.
import '@tensorflow/tfjs-backend-wasm';
import {
  AvgPoolGrad,
  Conv2DBackpropFilter,
  clipByValue,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  engine,
  fill,
  fused,
  getKernel,
  MaxPoolGrad,
  matMul,
  maxPool,
  maxPool3d,
  memory,
  oneHot,
  ones,
  setBackend,
  sign,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor4d,
  tidy,
  UnsortedSegmentSum,
  where,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { install } from './install.ts';

const half = (): Tensor2D => tensor([...new Array(48).fill(-1), ...new Array(48).fill(1)], [1, 96]);
const windows = { filterSize: 2, strides: 2, pad: 'valid' };
const poolGradient = (kernel: string, dy: Tensor, input: Tensor, pad = 'valid'): Tensor =>
  engine().runKernel(kernel, { dy, input, output: dy }, { ...windows, pad });
const product = (depth: number): Tensor =>
  fused.matMul({ a: ones([2, depth]), b: ones([3, depth]), transposeB: true, bias: tensor([10, 20, 30]) });

const bools = (values: readonly number[]): Tensor => tensor([...values], [values.length], 'bool');

interface Fault {
  readonly what: string;
  readonly compute: () => Tensor;
  readonly stock: readonly number[];
  readonly right: readonly number[];
}

const faults: readonly Fault[] = [
  {
    what: 'a transposed product has the last bias in all rows but the first',
    compute: () => product(1),
    stock: [11, 21, 31, 31, 31, 31],
    right: [11, 21, 31, 11, 21, 31],
  },
  {
    what: 'beyond a depth of 48 it has the bias once for every 48',
    compute: () => product(96),
    stock: [116, 136, 156, 156, 156, 156],
    right: [106, 116, 126, 106, 116, 126],
  },
  {
    what: 'beyond a depth of 48 partial sums pass through relu',
    compute: () => fused.matMul({ a: half(), b: ones([1, 96]), transposeB: true, activation: 'relu' }),
    stock: [48],
    right: [0],
  },
  {
    what: 'batches that are broadcast crosswise are too few, and of the wrong pairs',
    compute: () => matMul(tensor([1, 2], [2, 1, 1, 1]), tensor([1, 10, 100], [1, 3, 1, 1])),
    stock: [1, 20, 100],
    right: [1, 10, 100, 2, 20, 200],
  },
  {
    what: 'a float32 one-hot holds the bits of integers',
    compute: () => oneHot(tensor([1], [1], 'int32'), 2, 1, 0, 'float32'),
    stock: [0, 2 ** -149],
    right: [0, 1],
  },
  {
    what: 'a bool one-hot is written in words of four bytes, past its end',
    compute: () => oneHot(tensor([1], [1], 'int32'), 2, 1, 0, 'bool'),
    stock: [0, 0],
    right: [0, 1],
  },
  {
    what: "the gradient of a maximum below 0 goes to the window's first",
    compute: () => poolGradient(MaxPoolGrad, fill([1, 1, 1, 1], 5), tensor([-4, -3, -2, -1], [1, 2, 2, 1])),
    stock: [5, 0, 0, 0],
    right: [0, 0, 0, 5],
  },
  {
    what: "the gradient of a tie goes to the last, where tfjs's other backends send it to the first",
    compute: () => poolGradient(MaxPoolGrad, fill([1, 1, 1, 1], 5), tensor([1, 2, 2, 1], [1, 2, 2, 1])),
    stock: [0, 0, 5, 0],
    right: [0, 5, 0, 0],
  },
  {
    what: 'a maximum over 2 x 2 is -Infinity where NaN comes first',
    compute: () => maxPool(tensor4d([Number.NaN, 1, 2, 3], [1, 2, 2, 1]), 2, 2, 'valid'),
    stock: [-Infinity],
    right: [3],
  },
  {
    what: "a mean's gradient is divided by the padding too",
    compute: () => poolGradient(AvgPoolGrad, ones([1, 2, 2, 1]), ones([1, 3, 3, 1]), 'same'),
    stock: [0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25],
    right: [0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1],
  },
  {
    what: 'bools of where() are written in words of four bytes, past its end',
    compute: () => where(bools([1, 0]), bools([1, 1]), bools([0, 0])),
    stock: [1, 1],
    right: [1, 0],
  },
  {
    what: 'integers are read as the bits of float32',
    compute: () => clipByValue(tensor([-10, 20], [2], 'int32'), 0, 5),
    stock: [0, 20],
    right: [0, 5],
  },
  {
    what: 'the smallest of numbers have no sign',
    compute: () => sign(tensor([1e-40, -1e-40])),
    stock: [0, 0],
    right: [1, -1],
  },
  {
    what: 'the greatest of a volume is no less than the least number above 0',
    compute: () => maxPool3d(tensor4d([-1, -2], [1, 1, 2, 1]), [1, 1, 2], 1, 'valid'),
    stock: [2 ** -126],
    right: [-1],
  },
];

const missing = [
  Conv2DBackpropFilter,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  UnsortedSegmentSum,
];

const results = (): Float32Array[] =>
  tidy(() => faults.map(({ compute }) => Float32Array.from(compute().dataSync<'float32'>())));
const found: { stock: Float32Array[]; installed: Float32Array[]; after: Float32Array[] } = {
  stock: [],
  installed: [],
  after: [],
};
const has = { stock: [] as string[], installed: [] as string[], after: [] as string[] };
const present = (): string[] => missing.filter((name) => getKernel(name, 'wasm') !== undefined);

beforeAll(async () => {
  await setBackend('wasm');
  [found.stock, has.stock] = [results(), present()];
  const installed = await install({ threads: 1 });
  const before = memory().numTensors;
  [found.installed, has.installed] = [results(), present()];
  expect(memory().numTensors).toBe(before);
  await installed.undo();
  [found.after, has.after] = [results(), present()];
});

describe("tfjs's wasm backend", () => {
  for (const [i, { what, stock, right }] of faults.entries()) {
    it(`${what}, as published and after undo, but not with the kernels`, () => {
      expect([...found.stock[i]!]).toEqual(stock);
      expect([...found.installed[i]!]).toEqual(right);
      expect([...found.after[i]!]).toEqual(stock);
    });
  }

  it('lacks kernels of gradients, which are there as long as ours are', () => {
    expect(has).toEqual({ stock: [], installed: missing, after: [] });
  });
});
