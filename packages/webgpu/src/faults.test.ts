import {
  add,
  argMax,
  batchToSpaceND,
  cast,
  complex,
  cumsum,
  enableProdMode,
  engine,
  env,
  exp,
  fft,
  greater,
  log,
  MaxPoolGrad,
  memory,
  ones,
  range,
  real,
  reshape,
  setBackend,
  sum,
  type Tensor,
  type Tensor1D,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
  unsortedSegmentSum,
  zeros,
} from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { install } from './install.ts';
import { runningBackend } from './tfjs/backend.ts';

const whole = (): Tensor => reshape(range(1, 9, 1, 'int32'), [2, 2, 2]);
const ids = (...values: number[]): Tensor1D => tensor1d(values, 'int32');

interface Fault {
  readonly what: string;
  readonly compute: () => Tensor;
  readonly right: readonly number[];
  /** Where the numbers are right and this is not. */
  readonly shape?: readonly number[];
}

const faults: readonly Fault[] = [
  {
    what: 'integers are transposed to whatever is in memory',
    compute: () => transpose(whole(), [2, 1, 0]),
    right: [1, 5, 3, 7, 2, 6, 4, 8],
  },
  {
    what: 'so is float32 that was cast, when it is summed over other axes than the last',
    compute: () => sum(cast(greater(whole(), 2), 'float32'), 0),
    right: [1, 1, 2, 2],
  },
  { what: 'so is what argMax reads', compute: () => argMax(whole(), 1), right: [1, 1, 1, 1] },
  { what: 'so is what cumsum reads', compute: () => cumsum(whole(), 0), right: [1, 2, 3, 4, 6, 8, 10, 12] },
  {
    what: 'so is what batchToSpaceND reads',
    compute: () =>
      batchToSpaceND(
        tensor([1, 2, 3, 4], [4, 1, 1, 1], 'int32'),
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    right: [1, 2, 3, 4],
  },
  {
    what: 'of 32 and more equal numbers argMax takes any',
    compute: () =>
      argMax(
        tensor2d(
          Float32Array.from({ length: 63 }, (_, i) => (i === 2 || i === 32 ? 1 : 0)),
          [1, 63],
        ),
        1,
      ),
    right: [2],
  },
  { what: 'argMax of a list gives a list', compute: () => argMax(tensor1d([1, 3, 2])), right: [1], shape: [] },
  {
    what: 'the gradient of equal maxima goes to the last',
    compute: () =>
      engine().runKernel(
        MaxPoolGrad,
        { dy: tensor([5], [1, 1, 1, 1]), input: ones([1, 2, 2, 1]), output: ones([1, 1, 1, 1]) },
        { filterSize: 2, strides: 2, pad: 'valid' },
      ),
    right: [5, 0, 0, 0],
  },
  {
    what: 'a vector beside five axes gives zeros',
    compute: () => add(zeros([1, 2, 1, 1, 2]), tensor([1, 2])),
    right: [1, 2, 1, 2],
  },
  {
    what: 'integers of one segment are added up as if they were the bits of floats',
    compute: () => unsortedSegmentSum(ids(1, 2, 3), ids(0, 1, 0), 2),
    right: [4, 2],
  },
  {
    what: 'an id beyond the segments counts for another one',
    compute: () => unsortedSegmentSum(tensor([1, 2]), ids(0, 5), 3),
    right: [1, 0, 0],
  },
  {
    what: 'the parts of a transform have two axes',
    compute: () => real(fft(complex(tensor([1, 0]), tensor([0, 0])))),
    right: [1, 1],
    shape: [2],
  },
  { what: 'the logarithm of 0 is -88 on SwiftShader', compute: () => log(tensor([0, 1])), right: [-Infinity, 0] },
  {
    what: 'NaN becomes Infinity in exp on SwiftShader',
    compute: () => exp(tensor([Number.NaN, 0])),
    right: [Number.NaN, 1],
  },
];

/** Whether each fault shows itself: by a wrong result, or as the error that the GPU gave. */
const shown = async (): Promise<boolean[]> => {
  const verdicts: boolean[] = [];
  for (const { compute, right, shape } of faults) {
    const y = tidy(compute);
    const values = await y.data().catch(() => []);
    const sameShape = (shape ?? y.shape).join() === y.shape.join();
    verdicts.push(!sameShape || !right.every((value, i) => Object.is(value, values[i])));
    y.dispose();
  }
  return verdicts;
};

describe.skipIf(lacksSoftwareGpu !== undefined)(`tfjs's webgpu backend (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
  const found: Record<'stock' | 'installed' | 'after', boolean[]> = { stock: [], installed: [], after: [] };

  beforeAll(async () => {
    enableProdMode();
    provideSoftwareGpu();
    const first = await install(); // for what Node lacks of WebGPU; the tensor keeps the backend running after the undo
    env().set('WEBGPU_CPU_FORWARD', false);
    const kept = zeros([1]);
    await first.undo();
    await setBackend('webgpu');
    runningBackend()!.device.addEventListener('uncapturederror', (event) => event.preventDefault());
    found.stock = await shown();
    const installed = await install();
    const before = memory().numTensors;
    found.installed = await shown();
    expect(memory().numTensors).toBe(before);
    installed.freeUnused(); // memory that is reused may hold the right numbers
    await installed.undo();
    found.after = await shown();
    kept.dispose();
  }, 120_000);

  for (const [i, { what }] of faults.entries()) {
    test(`${what}, as published and after undo, but not with the kernels`, () => {
      expect([found.stock[i], found.installed[i], found.after[i]]).toEqual([true, false, true]);
    });
  }
});
