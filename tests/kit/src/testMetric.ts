import { add, type DataType, memory, type Tensor, type TensorLike, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { testBackends, useBackend } from './backends.ts';

/** One sample in plain numbers. */
export interface MetricSample {
  readonly y: number | readonly number[];
  readonly prediction: number | readonly number[];
}

export interface MetricConformance {
  /** At least five. */
  readonly samples: readonly MetricSample[];
  /** The definition in plain loops over all samples, each with its weight. */
  reference(samples: readonly (MetricSample & { readonly weight: number })[]): number;
  /** The dtypes in which targets may come; all must give the same. Default: float32. */
  readonly dtypes?: readonly DataType[] | undefined;
}

type State = Readonly<Record<string, Tensor>>;

interface Batch {
  readonly y: Tensor;
  readonly prediction: Tensor;
  readonly sampleWeight?: Tensor | undefined;
}

interface MetricLike {
  init(): State;
  update(state: State, batch: Batch): State;
  result(state: State): Tensor;
}

/** A metric over batches, read as a number; everything is freed but the batches. */
export const metricValue = async (metric: MetricLike, ...batches: readonly Batch[]): Promise<number> => {
  const result = tidy(() => metric.result(batches.reduce(metric.update, metric.init())));
  const [value = Number.NaN] = await result.data();
  result.dispose();
  return value;
};

/**
 * What every metric owes, on every backend: the number of its definition over batches of unequal size, with and without
 * weights, in every dtype; states that add up and are left alone; a NaN that shows; no tensor left behind.
 */
export const testMetric = (
  name: string,
  make: () => MetricLike,
  { samples, reference, dtypes = ['float32'] }: MetricConformance,
): void => {
  const metric = make();
  const count = samples.length;
  const weights = samples.map((_, i) => [1, 0.5, 2, 0, 3][i % 5] ?? 1);
  const withWeights = (weight: (i: number) => number) => samples.map((sample, i) => ({ ...sample, weight: weight(i) }));
  const parts = [
    [0, 1],
    [1, 4],
    [4, count],
  ] as const;

  const batch = ([begin, end]: readonly [number, number], weighted = false, dtype: DataType = 'float32'): Batch => ({
    y: tensor(samples.slice(begin, end).map(({ y }) => y) as TensorLike, undefined, dtype),
    prediction: tensor(samples.slice(begin, end).map(({ prediction }) => prediction) as TensorLike),
    sampleWeight: weighted ? tensor(weights.slice(begin, end)) : undefined,
  });
  const stateOf = (batches: readonly Batch[]): State => batches.reduce(metric.update, metric.init());
  const read = async (compute: () => State): Promise<number> => {
    const result = tidy(() => metric.result(compute()));
    expect([result.shape, result.dtype]).toEqual([[], 'float32']);
    const [value = Number.NaN] = await result.data();
    result.dispose();
    return value;
  };

  describe.each(testBackends)(`${name} on %s`, (backend) => {
    beforeAll(() => useBackend(backend));

    test.each(dtypes)('is its definition over unequal batches, targets in %s', async (dtype) => {
      const value = await read(() => stateOf(parts.map((part) => batch(part, false, dtype))));
      expect(value).toBeCloseTo(reference(withWeights(() => 1)), 5);
    });

    test('weighs samples', async () => {
      const value = await read(() => stateOf(parts.map((part) => batch(part, true))));
      expect(value).toBeCloseTo(reference(withWeights((i) => weights[i]!)), 5);
    });

    test('has states that add up to the whole', async () => {
      const merged = await read(() => {
        const [a, b] = [stateOf([batch([0, 2], true)]), stateOf([batch([2, count], true)])];
        return Object.fromEntries(Object.entries(a).map(([key, sum]) => [key, add(sum, b[key]!)]));
      });
      expect(merged).toBeCloseTo(await read(() => stateOf([batch([0, count], true)])), 6);
    });

    test('leaves its inputs alone and nothing else behind', () => {
      const state = metric.init();
      const given = batch([0, count], true);
      const before = memory().numTensors;
      const next = metric.update(state, given);
      expect(memory().numTensors).toBe(before + Object.keys(next).length);
      const result = metric.result(next);
      expect(memory().numTensors).toBe(before + Object.keys(next).length + 1);
      for (const used of [...Object.values(state), given.y, given.prediction, given.sampleWeight]) {
        expect(used?.isDisposed).toBe(false);
        used?.dispose();
      }
      for (const made of [...Object.values(next), result]) made.dispose();
    });

    test('shows a NaN among the predictions, unless its sample weighs nothing', async () => {
      const spoilt = (weight: number): Batch => {
        const { y, prediction } = batch([0, count]);
        const values = prediction.bufferSync();
        values.set(Number.NaN, ...values.indexToLoc(values.size - 1));
        const sampleWeight = tensor(samples.map((_, i) => (i === count - 1 ? weight : 1)));
        return { y, prediction: values.toTensor(), sampleWeight };
      };
      expect(await read(() => stateOf([spoilt(1)]))).toBeNaN();
      expect(await read(() => stateOf([spoilt(0)]))).toBeCloseTo(
        reference(withWeights((i) => (i === count - 1 ? 0 : 1))),
        5,
      );
    });
  });
};
