// What tfjs's wasm and webgpu backends were found to do wrong (their faults.test.ts), asked of torch.
import {
  add,
  argMax,
  batchToSpaceND,
  cast,
  complex,
  cumsum,
  engine,
  exp,
  fft,
  fill,
  fused,
  greater,
  log,
  MaxPoolGrad,
  matMul,
  maxPool,
  maxPool3d,
  memory,
  oneHot,
  ones,
  range,
  real,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  type Tensor5D,
  tensor,
  tensor1d,
  tidy,
  transpose,
  unsortedSegmentSum,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onTorch } from '../testing/onTorch.ts';

const { NaN: none, NEGATIVE_INFINITY } = Number;
const whole = (): Tensor => reshape(range(1, 9, 1, 'int32'), [2, 2, 2]);
const ids = (...values: number[]): Tensor1D => tensor1d(values, 'int32');
const half = (): Tensor2D => tensor([...new Array(48).fill(-1), ...new Array(48).fill(1)], [1, 96]);
const product = (depth: number): Tensor =>
  fused.matMul({ a: ones([2, depth]), b: ones([3, depth]), transposeB: true, bias: tensor([10, 20, 30]) });
const maxPoolGrad = (dy: Tensor, input: Tensor): Tensor =>
  engine().runKernel(MaxPoolGrad, { dy, input, output: dy }, { filterSize: 2, strides: 2, pad: 'valid' });

const faults: readonly (readonly [what: string, compute: () => Tensor, right: readonly number[]])[] = [
  ['a transposed product has its bias once in each row', () => product(1), [11, 21, 31, 11, 21, 31]],
  ['also beyond a depth of 48', () => product(96), [106, 116, 126, 106, 116, 126]],
  [
    'relu is of the whole sum',
    () => fused.matMul({ a: half(), b: ones([1, 96]), transposeB: true, activation: 'relu' }),
    [0],
  ],
  [
    'batches are broadcast crosswise',
    () => matMul(tensor([1, 2], [2, 1, 1, 1]), tensor([1, 10, 100], [1, 3, 1, 1])),
    [1, 10, 100, 2, 20, 200],
  ],
  ['a float32 one-hot holds numbers', () => oneHot(ids(1), 2, 1, 0, 'float32'), [0, 1]],
  ['a bool one-hot too', () => oneHot(ids(1), 2, 1, 0, 'bool'), [0, 1]],
  ['one-hot leaves out what is no class', () => oneHot(ids(-1, 5, 1), 2), [0, 0, 0, 0, 0, 1]],
  [
    'the gradient of a maximum below 0 goes to it',
    () => maxPoolGrad(fill([1, 1, 1, 1], 5), tensor([-4, -3, -2, -1], [1, 2, 2, 1])),
    [0, 0, 0, 5],
  ],
  [
    'the gradient of a tie goes to the first',
    () => maxPoolGrad(fill([1, 1, 1, 1], 5), tensor([1, 2, 2, 1], [1, 2, 2, 1])),
    [0, 5, 0, 0],
  ],
  ['a maximum passes over NaN', () => maxPool(tensor([none, 1, 2, 3], [1, 2, 2, 1]) as Tensor4D, 2, 2, 'valid'), [3]],
  [
    'also in three dimensions',
    () => maxPool3d(tensor([1, 2, none, 3, 4, 5, 6, none], [1, 2, 2, 2, 1]) as Tensor5D, 2, 2, 'valid'),
    [6],
  ],
  ['integers are transposed', () => transpose(whole(), [2, 1, 0]), [1, 5, 3, 7, 2, 6, 4, 8]],
  ['what was cast is summed over any axis', () => sum(cast(greater(whole(), 2), 'float32'), 0), [1, 1, 2, 2]],
  ['argMax reads integers', () => argMax(whole(), 1), [1, 1, 1, 1]],
  ['cumsum reads integers', () => cumsum(whole(), 0), [1, 2, 3, 4, 6, 8, 10, 12]],
  [
    'so does batchToSpaceND',
    () =>
      batchToSpaceND(
        tensor([1, 2, 3, 4], [4, 1, 1, 1], 'int32'),
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    [1, 2, 3, 4],
  ],
  [
    'of equal numbers argMax takes the first',
    () =>
      argMax(
        tensor(
          Float32Array.from({ length: 63 }, (_, i) => (i === 2 || i === 32 ? 1 : 0)),
          [1, 63],
        ),
        1,
      ),
    [2],
  ],
  ['a vector is added beside five axes', () => add(zeros([1, 2, 1, 1, 2]), tensor([1, 2])), [1, 2, 1, 2]],
  ['integers are added up by segments', () => unsortedSegmentSum(ids(1, 2, 3), ids(0, 1, 0), 2), [4, 2]],
  ['an id beyond the segments counts nowhere', () => unsortedSegmentSum(tensor([1, 2]), ids(0, 5), 3), [1, 0, 0]],
  ['so does one below 0', () => unsortedSegmentSum(tensor([1, 2]), ids(0, -1), 2), [1, 0]],
  ['a transform has one axis for one', () => real(fft(complex(tensor([1, 0]), tensor([0, 0])))), [1, 1]],
  ['the logarithm of 0 is -Infinity', () => log(tensor([0, 1])), [NEGATIVE_INFINITY, 0]],
  ['NaN stays NaN in exp', () => exp(tensor([none, 0])), [none, 1]],
];

onTorch('what others did wrong is right', () => {
  test.each(faults)('%s', (_, compute, right) => {
    const held = memory().numTensors;
    tidy(() => {
      const y = compute();
      expect([...y.dataSync()]).toEqual(right);
      expect(y.size).toBe(right.length);
    });
    expect(memory().numTensors).toBe(held);
  });

  test('memory of many models is given back', () => {
    const { numBytesInTorch } = memory() as unknown as { numBytesInTorch: number };
    for (let model = 0; model < 30; model++) {
      tidy(() => {
        const weights = Array.from({ length: 4 }, () => fill([64, 64], 0.01));
        weights.reduce((x, each) => matMul(x, each), ones([8, 64])).dataSync();
      });
    }
    expect(memory()).toMatchObject({ numBytesInTorch, unreliable: false });
  });
});
