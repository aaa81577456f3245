import { isClass } from '@kindling/core';
import * as data from '@kindling/data';
import * as metrics from '@kindling/metrics';
import * as train from '@kindling/train';
import * as viz from '@kindling/viz';
import { dispose, Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import * as of from './domain.ts';
import { line } from './networks.ts';

/** One value of several that stand one after the other. */
export interface Argument extends of.Domain {
  /** What may be taken or refused: only the words of a refusal are looked at. */
  readonly isVague?: (value: unknown) => boolean;
}

/** What takes values in an order, and which. */
export interface Signature {
  readonly name: string;
  readonly takes: readonly Argument[];
  /** Runs it to its end, and frees what it gives. */
  run(...given: never[]): unknown;
}

const like = (make: () => unknown, holds: (value: unknown) => boolean, isVague?: Argument['isVague']): Argument => ({
  good: make,
  holds,
  ...(isVague && { isVague }),
});

const isOpen = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => isOpen(value) && !Array.isArray(value);
const isMissing = (value: unknown): boolean => value === undefined;
const isAlive = (value: unknown): value is Tensor => value instanceof Tensor && !value.isDisposed;

const tensorOf = (make: () => Tensor): Argument => like(make, isAlive, isAlive);
const host = like(
  () => data.hostArray(new Float32Array([1, 2]), [2]),
  () => false,
  (value) => data.isHostArray(value) || isAlive(value),
);
const labels = like(
  () => [1, 0],
  of.listOf(of.oneOf(0 as never, 1 as never, 2 as never)).holds,
  (value) => Array.isArray(value) || typeof value === 'number',
);

const counted =
  (count: of.Domain) =>
  (value: unknown): boolean => {
    if (!isRecord(value)) return false;
    const { counts, classNames } = value;
    const size = Array.isArray(classNames) ? classNames.length : 0;
    return (
      size > 0 &&
      of.listOf(of.anyText).holds(classNames) &&
      of.listOf(of.listOf(count, size, size), size, size).holds(counts)
    );
  };
/** Drawn, and never on a device: float64 will do. */
const shownCount: of.Domain = { good: () => 2, holds: (value) => Number.isFinite(value) && (value as number) >= 0 };

const matrix = () => ({
  counts: [
    [2, 1],
    [0, 3],
  ],
  classNames: ['x', 'y'],
});
const names = of.listOf(of.anyText, 2, 2);
const someNames = of.listOf(of.oneOf('x', 'y'), 2, 2);

const rows = like(
  () => data.fromArrays({ x: [1, 2, 3] }),
  (value) => isOpen(value) && (Symbol.asyncIterator in (value as object) || Symbol.iterator in (value as object)),
  isOpen,
);
const stage = (name: string, made: unknown): Signature => ({
  name,
  takes: [rows],
  run: (source: never) => void (made as data.Stage<unknown, unknown>)(source),
});

const cells = () => [{ image: { data: new Uint8Array(12), shape: [2, 2, 3] }, title: 'x', wrong: true }];
const history = () => [{ loss: 1, mae: 2, validation: { loss: 1 } }, { loss: 0.5 }];
const plan = () => ({ name: 'step', state: 'compiled', phases: [], arena: 0 });
const kernel = () => ({ data: new Float32Array(4), shape: [4, 1] });
const batches = () => [{ x: tensor1d([1, 2]), y: tensor1d([1, 0]) }];

export const signatures: readonly Signature[] = [
  { name: 'decodePredictions', takes: [tensorOf(() => tensor2d([[0.2, 0.8]])), names], run: metrics.decodePredictions },
  { name: 'classificationReport', takes: [like(matrix, counted(of.count))], run: metrics.classificationReport },
  {
    name: 'confusionMatrix',
    takes: [someNames, someNames],
    run: (actual: never, predicted: never) => metrics.confusionMatrix(actual, predicted, { classNames: ['x', 'y'] }),
  },
  { name: 'meanMetric', takes: [of.callable], run: metrics.meanMetric },
  {
    name: 'resolveMetric',
    takes: [
      like(
        () => 'mse',
        (value) => value === 'mse' || (typeof value === 'function' && !isClass(value)),
        isOpen,
      ),
    ],
    run: (given: never) => metrics.resolveMetric('evaluate', given),
  },
  {
    name: 'evaluate',
    takes: [
      like(
        () => () => tensor1d([1, 0]),
        (value) => typeof value === 'function',
        (value) => typeof value === 'function',
      ),
      like(batches, (value) => Array.isArray(value), isOpen),
      like(() => ({ metrics: { mse: metrics.meanSquaredError() } }), isRecord, isRecord),
    ],
    run: (predict: never, given: never, options: never) => {
      // What a function of the caller's own throws is the caller's.
      const own = () => tensor1d([1, 0]);
      return metrics.evaluate(
        typeof predict === 'function' ? own : predict,
        given as Iterable<never>,
        options as never,
      );
    },
  },
  { name: 'confusionMatrixPlot', takes: [like(matrix, counted(shownCount))], run: viz.confusionMatrixPlot },
  { name: 'imageGrid', takes: [like(cells, Array.isArray, Array.isArray)], run: viz.imageGrid },
  { name: 'lossCurve', takes: [like(history, Array.isArray, Array.isArray)], run: viz.lossCurve },
  {
    name: 'weightImages',
    takes: [like(kernel, isRecord, isRecord)],
    run: (given: never) => viz.weightImages(given, { shape: [2, 2] }),
  },
  { name: 'planPlot', takes: [like(plan, isRecord, isRecord)], run: viz.planPlot },
  { name: 'normalize', takes: [host], run: (x: never) => dispose(data.normalize(x as Tensor)) },
  {
    name: 'standardize',
    takes: [host],
    run: (x: never) => dispose(data.standardize(x as Tensor, { mean: 1, std: 2 })),
  },
  { name: 'moments', takes: [like(host.good as () => unknown, data.isHostArray)], run: data.moments },
  {
    name: 'oneHot',
    takes: [labels, of.positiveInteger],
    run: (x: never, classes: never) => dispose(data.oneHot(x as Tensor, classes)),
  },
  {
    name: 'hostArray',
    takes: [
      like(
        () => new Float32Array(2),
        (value) => data.isTypedArray(value) && value.length === 2,
      ),
      like(
        () => [2],
        (value) => Array.isArray(value),
        Array.isArray,
      ),
    ],
    run: data.hostArray,
  },
  { name: 'fromArrays', takes: [like(() => ({ x: [1, 2] }), isRecord, isOpen)], run: data.fromArrays },
  {
    name: 'pipe',
    takes: [
      rows,
      like(
        () => data.take(1),
        (value) => typeof value === 'function',
        (value) => typeof value === 'function',
      ),
    ],
    run: (source: never, next: never) => data.pipe(source, next),
  },
  stage('batch', data.batch(2)),
  stage(
    'filter',
    data.filter(() => true),
  ),
  stage(
    'map',
    data.map((x) => x),
  ),
  stage('prefetch', data.prefetch(1)),
  stage('repeat', data.repeat(2)),
  stage('shuffle', data.shuffle({ seed: 1 })),
  stage('skip', data.skip(1)),
  stage('split', (source: never) => data.split(source, [1])),
  stage('take', data.take(1)),
  {
    name: 'compile',
    takes: [
      like(
        () => line,
        (value) => value === line,
      ),
      like(() => ({ optimizer: 'sgd', loss: 'mse' }), isRecord, isRecord),
    ],
    run: (net: never, options: never) => train.compile(net, options).dispose(),
  },
  {
    name: 'compile weights',
    takes: [like(() => line.init({ seed: 1 }), isMissing, isRecord)],
    run: (weights: never) => train.compile(line, { optimizer: 'sgd', loss: 'mse', weights }).dispose(),
  },
  {
    name: 'decodeCheckpoint',
    takes: [
      like(
        () => new Uint8Array(16),
        () => false,
      ),
    ],
    run: train.decodeCheckpoint,
  },
  {
    name: 'encodeCheckpoint',
    takes: [
      like(
        () => ({ version: 1 }),
        () => false,
      ),
    ],
    run: train.encodeCheckpoint,
  },
  {
    name: 'latestBackup',
    takes: [
      like(
        () => ({ read: async () => [], write: async () => undefined, remove: async () => undefined }),
        isRecord,
        (value) => isRecord(value) || typeof value === 'string',
      ),
    ],
    run: train.latestBackup,
  },
];
