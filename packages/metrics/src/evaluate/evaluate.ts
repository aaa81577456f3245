import { flatWeights, foldPlan, optionOf, readOptions, requireAlive, show, tensorsIn } from '@kindling/core';
import { dispose, Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import type { Metric, MetricBatch } from '../metric/metric.ts';
import { resolveMetric } from '../metric/resolveMetric.ts';
import { runningMetric } from './running.ts';

/** What can be evaluated: an input of any kind with its target. */
export interface EvaluationBatch<X> {
  readonly x: X;
  readonly y: Tensor;
  readonly sampleWeight?: Tensor | undefined;
}

export interface EvaluateOptions<N extends string> {
  /** The metrics, by the names that their results shall have. */
  readonly metrics: Readonly<Record<N, Metric>>;
}

const batchesBetweenReads = 128;

const isIterable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);

/**
 * Runs any predict function over one pass of batches and gives each metric over all samples.
 *
 * Frees the batches, the predictions and the states, also when something throws; what `predict` makes on the way is its
 * own to free (`tidy`). Sums stay on the device and are added up in float64 on the host once in 128 batches, sooner
 * where batches are large, so counts stay exact beyond 2^24 samples.
 *
 * @param predict The prediction for the `x` of a batch, now or later.
 * @param data Batches `{ x, y, sampleWeight? }`. Weights, `[batch]` or `[batch, 1]`, are used where a batch has them.
 * @throws When there is no metric or no batch, and when a metric refuses a batch.
 * @example
 * ```ts
 * import { accuracy, evaluate } from '@kindling/metrics';
 * import { sigmoid, tensor1d } from '@tensorflow/tfjs-core';
 *
 * const data = [
 *   { x: tensor1d([-2, 3]), y: tensor1d([0, 1]) },
 *   { x: tensor1d([1]), y: tensor1d([0]) },
 * ];
 * const scores = await evaluate((x) => sigmoid(x), data, { metrics: { accuracy: accuracy() } });
 * scores.accuracy; // 0.6666667
 * ```
 */
export const evaluate = async <X, const N extends string>(
  predict: (x: X) => Tensor | Promise<Tensor>,
  data: AsyncIterable<EvaluationBatch<X>> | Iterable<EvaluationBatch<X>>,
  options: EvaluateOptions<N>,
): Promise<{ readonly [K in N]: number }> => {
  if (typeof predict !== 'function') {
    throw new TypeError(
      `evaluate: predict must be a function of x, got ${show(predict)}; (x) => model.apply(weights, x)`,
    );
  }
  if (!isIterable(data)) {
    throw new TypeError(`evaluate: data must be batches { x, y }, such as a dataset or a list, got ${show(data)}`);
  }
  const { metrics } = readOptions('evaluate', table, options as EvaluateOptions<string>);
  const names = Object.keys(metrics) as N[];
  if (names.length === 0) throw new Error('evaluate: metrics must name at least one metric, got {}');
  const running = names.map((name) => runningMetric(resolveMetric('evaluate', metrics[name] as Metric)));
  try {
    let batches = 0;
    const plan = foldPlan(batchesBetweenReads);
    const fold = () => Promise.all(running.map((metric) => metric.fold()));
    for await (const batch of data) {
      if (typeof batch !== 'object' || batch === null || !(batch.y instanceof Tensor)) {
        dispose(batch as unknown as TensorContainer);
        throw new TypeError(`evaluate: each batch must be { x, y } with a tensor y, got ${show(batch)}`);
      }
      await evaluateBatch(predict, batch, async (judged) => {
        if (plan.before(judged.prediction.shape[0] ?? 0)) await fold();
        for (const metric of running) metric.update(judged);
      });
      batches++;
      if (plan.after()) await fold();
    }
    if (batches === 0) throw new Error('evaluate: data gave no batches; a generator gives them only once');
    const results = await Promise.all(running.map((metric) => metric.result()));
    return Object.fromEntries(names.map((name, i) => [name, results[i]])) as { readonly [K in N]: number };
  } finally {
    for (const metric of running) metric.dispose();
  }
};

const table = {
  metrics: optionOf<EvaluateOptions<string>['metrics']>((owner, name, value) => {
    if (typeof value === 'object' && value !== null && !(Symbol.iterator in value)) return;
    throw new TypeError(`${owner}: ${name} must be a record such as { accuracy: accuracy() }, got ${show(value)}`);
  }),
};

const lives = '. Batches are freed once they were used: make new tensors for each, or give clone(x) of those to keep';

const evaluateBatch = async <X>(
  predict: (x: X) => Tensor | Promise<Tensor>,
  { x, y, sampleWeight }: EvaluationBatch<X>,
  use: (batch: MetricBatch) => Promise<void>,
): Promise<void> => {
  const used: TensorContainer[] = [x as TensorContainer, y, sampleWeight];
  try {
    for (const [name, part] of Object.entries({ x, y, sampleWeight })) {
      for (const tensor of tensorsIn(part)) requireAlive('evaluate', name, tensor, lives);
    }
    const prediction = await predict(x);
    used.push(prediction);
    if (!(prediction instanceof Tensor)) {
      throw new TypeError(`evaluate: predict must give a tensor, got ${show(prediction)}`);
    }
    const weights = flatWeights('evaluate', sampleWeight);
    used.push(weights);
    await use({ y, prediction, sampleWeight: weights });
  } finally {
    dispose(used);
  }
};
