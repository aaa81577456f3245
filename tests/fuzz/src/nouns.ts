import { isClass, readOptions } from '@kindling/core';
import * as data from '@kindling/data';
import * as metrics from '@kindling/metrics';
import * as models from '@kindling/models';
import * as train from '@kindling/train';
import * as viz from '@kindling/viz';
import { toPNG } from '@kindling/viz/node';
import { dispose, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { cifar10Options } from '../../../packages/data/src/cifar10/optionTable.ts';
import * as of from './domain.ts';
import type { Draw } from './draw.ts';

/** What takes options, and which. */
export interface Noun {
  readonly name: string;
  readonly required: Readonly<Record<string, of.Domain>>;
  readonly optional: Readonly<Record<string, of.Domain>>;
  make(options: never): unknown;
  /** Instead of options: the one value that it takes. */
  readonly argument?: of.Domain;
  /** What may be given in place of options. */
  readonly short?: of.Domain;
  /** Rules about several options together, once each is right by itself. */
  readonly agree?: (options: Readonly<Record<string, unknown>>) => boolean;
}

type Domains = Readonly<Record<string, of.Domain>>;

const noun = (
  name: string,
  make: (options: never) => unknown,
  optional: Domains = {},
  required: Domains = {},
  agree?: Noun['agree'],
): Noun => ({ name, make, required, optional, ...(agree && { agree }) });

const argument = (name: string, make: (value: never) => unknown, taken: of.Domain): Noun => ({
  ...noun(name, make),
  argument: taken,
});

const common = { name: of.layerName, trainable: of.flag };
const activation = of.either(of.oneOf('linear', 'relu', 'sigmoid', 'softmax', 'tanh'), of.callable);
const initializer = of.either(
  of.oneOf('zeros', 'ones', 'glorotUniform', 'glorotNormal', 'heUniform', 'heNormal'),
  of.withMethods(() => models.zeros(), 'values'),
);
const regularizer = of.withMethods(() => models.l2(), 'penalty');
const padding = of.oneOf('valid', 'same');

const layer = (name: string, make: (options: never) => unknown, optional: Domains = {}, required: Domains = {}): Noun =>
  noun(name, make, { ...common, ...optional }, required, ({ strides = 1, dilationRate = 1 }) => {
    const above = (value: unknown): boolean => [value].flat().some((each) => (each as number) > 1);
    return !above(strides) || !above(dilationRate);
  });

const bias = { useBias: of.flag, biasInitializer: initializer, biasRegularizer: regularizer };
const convolution = { strides: of.pair, padding, dilationRate: of.pair, activation, ...bias };
const pooling = { strides: of.pair, padding };

export const layers: readonly Noun[] = [
  layer(
    'dense',
    models.dense,
    { activation, ...bias, kernelInitializer: initializer, kernelRegularizer: regularizer },
    { units: of.positiveInteger },
  ),
  layer(
    'conv2d',
    models.conv2d,
    { ...convolution, kernelInitializer: initializer, kernelRegularizer: regularizer },
    { filters: of.positiveInteger, kernelSize: of.pair },
  ),
  layer(
    'depthwiseConv2d',
    models.depthwiseConv2d,
    {
      ...convolution,
      depthMultiplier: of.positiveInteger,
      depthwiseInitializer: initializer,
      depthwiseRegularizer: regularizer,
    },
    { kernelSize: of.pair },
  ),
  layer('averagePooling2d', models.averagePooling2d, pooling, { poolSize: of.pair }),
  layer('maxPooling2d', models.maxPooling2d, { poolSize: of.pair, ...pooling }),
  layer('globalAveragePooling2d', models.globalAveragePooling2d, { keepDims: of.flag }),
  layer('globalMaxPooling2d', models.globalMaxPooling2d, { keepDims: of.flag }),
  layer('dropout', models.dropout, {}, { rate: of.rate }),
  layer('rescaling', models.rescaling, { offset: of.finite }, { scale: of.finite }),
  layer('batchNormalization', models.batchNormalization, {
    axis: of.axis,
    momentum: of.fraction,
    epsilon: of.atLeastZero,
    center: of.flag,
    scale: of.flag,
    betaInitializer: initializer,
    gammaInitializer: initializer,
    movingMeanInitializer: initializer,
    movingVarianceInitializer: initializer,
    betaRegularizer: regularizer,
    gammaRegularizer: regularizer,
  }),
  layer('softmax', models.softmax, { axis: of.axis }),
  layer('leakyRelu', models.leakyRelu, { negativeSlope: of.atLeastZero }),
  { ...layer('activation', models.activation, {}, { activation }), short: activation },
  layer('concatenate', models.concatenate, { axis: of.axis }),
  layer('reshape', models.reshape, {}, { targetShape: of.targetShape }),
  layer('upSampling2d', models.upSampling2d, { size: of.pair, interpolation: of.oneOf('nearest', 'bilinear') }),
  layer('zeroPadding2d', models.zeroPadding2d, { padding: of.ends }),
  ...[models.flatten, models.relu, models.sigmoid, models.tanh].map((make) => layer(make.kind, make)),
  layer('add', models.add),
];

const fed = { shape: of.shape };
const ofModels: readonly Noun[] = [
  ...layers,
  noun('input', models.input, { name: of.layerName, dtype: of.oneOf('float32', 'int32', 'bool') }, fed),
  noun('sequential', (options) => models.sequential([models.input({ shape: [2] })], options), common),
  ...[models.glorotUniform, models.glorotNormal, models.heUniform, models.heNormal].map((make) =>
    noun(make.kind, make, { seed: of.count }),
  ),
  ...[models.zeros, models.ones].map((make) => noun(make.kind, make)),
  argument('l1', models.l1, of.atLeastZero),
  argument('l2', models.l2, of.atLeastZero),
];

const rates = { learningRate: of.either(of.atLeastZero, of.callable), weightDecay: of.atLeastZero };
const clipped = { ...rates, clipNorm: of.positive, globalClipNorm: of.positive, clipValue: of.positive };
const moments = { beta1: of.rate, beta2: of.rate, epsilon: of.atLeastZero };
const squares = { rho: of.rate, epsilon: of.atLeastZero };
const oneClip = ({ clipNorm, globalClipNorm, clipValue }: Readonly<Record<string, unknown>>): boolean =>
  [clipNorm, globalClipNorm, clipValue].filter((clip) => clip !== undefined).length <= 1;
const mode = of.oneOf('min', 'max');
const logits = { fromLogits: of.flag };
const smoothed = { ...logits, labelSmoothing: of.fraction };

const ofTrain: readonly Noun[] = [
  noun('adam', train.adam, { ...clipped, ...moments }, {}, oneClip),
  noun('adamW', train.adamW, { ...clipped, ...moments }, {}, oneClip),
  noun('rmsprop', train.rmsprop, { ...clipped, ...squares, momentum: of.rate, centered: of.flag }, {}, oneClip),
  noun(
    'sgd',
    train.sgd,
    { ...clipped, momentum: of.rate, nesterov: of.flag },
    {},
    (options) => oneClip(options) && !(options.nesterov === true && !options.momentum),
  ),
  noun('scaleByAdam', train.scaleByAdam, moments),
  noun('scaleByRms', train.scaleByRms, squares),
  noun('scaleByDeviation', train.scaleByDeviation, squares),
  noun('trace', train.trace, { nesterov: of.flag }, { momentum: of.rate }),
  argument('clipByNorm', train.clipByNorm, of.positive),
  argument('clipByGlobalNorm', train.clipByGlobalNorm, of.positive),
  argument('clipElements', train.clipElements, of.positive),
  argument('decayWeights', train.decayWeights, of.atLeastZero),
  argument('learningRateSchedule', train.learningRateSchedule, of.callable),
  noun('chain', train.chain, {}, { kind: of.text, learningRate: rates.learningRate }),
  noun('binaryCrossentropy', train.binaryCrossentropy, smoothed),
  noun('categoricalCrossentropy', train.categoricalCrossentropy, smoothed),
  noun('sparseCategoricalCrossentropy', train.sparseCategoricalCrossentropy, logits),
  noun(
    'exponentialDecay',
    train.exponentialDecay,
    { staircase: of.flag },
    {
      initialLearningRate: of.atLeastZero,
      decaySteps: of.positive,
      decayRate: of.positive,
    },
  ),
  noun(
    'piecewiseConstantDecay',
    train.piecewiseConstantDecay,
    {},
    {
      boundaries: of.listOf(of.count),
      values: of.listOf(of.atLeastZero),
    },
    ({ boundaries, values }) => {
      const [at, to] = [boundaries as readonly number[], values as readonly number[]];
      return to.length === at.length + 1 && at.every((step, i) => i === 0 || step > at[i - 1]!);
    },
  ),
  noun('earlyStopping', train.earlyStopping, {
    monitor: of.text,
    mode,
    minDelta: of.atLeastZero,
    patience: of.count,
    baseline: of.finite,
    startFromEpoch: of.count,
    restoreBestWeights: of.flag,
  }),
  noun(
    'modelCheckpoint',
    (options) => train.modelCheckpoint('x', options),
    { saveBestOnly: of.flag, monitor: of.text, mode },
    {},
    ({ saveBestOnly, monitor, mode }) => saveBestOnly === true || (monitor ?? mode) === undefined,
  ),
  noun('csvLog', (options) => train.csvLog('x', options), { append: of.flag }),
];

const positives = { threshold: of.finite, topK: of.positiveInteger, classId: of.count };

const ofMetrics: readonly Noun[] = [
  noun('topKAccuracy', metrics.topKAccuracy, { k: of.positiveInteger }),
  noun('binaryAccuracy', metrics.binaryAccuracy, { threshold: of.finite }),
  noun('precision', metrics.precision, positives),
  noun('recall', metrics.recall, positives),
  noun('f1', metrics.f1, positives),
  noun('meanMetric', (options) => metrics.meanMetric((y) => y, options), { name: of.text, direction: mode }),
  noun(
    'evaluate',
    async (options) => {
      const batches = [{ x: tensor1d([1]), y: tensor1d([1]) }];
      await metrics.evaluate(() => tensor1d([1]), batches, options).finally(() => dispose(batches as never));
    },
    {},
    {
      metrics: {
        good: (draw) => draw.pick([{ mse: metrics.meanSquaredError() }, { a: 'mae' }]),
        holds: (value) => {
          if (typeof value !== 'object' || value === null || Symbol.iterator in value) return false;
          const given: readonly unknown[] = Object.values(value);
          return (
            given.length > 0 &&
            given.every((each) => each === 'mae' || typeof (each as metrics.Metric)?.init === 'function')
          );
        },
      },
    },
  ),
  noun(
    'confusionMatrix',
    (options) => metrics.confusionMatrix([], [], options),
    {},
    { classNames: of.listOf(of.anyText, 1) },
    ({ classNames }) => new Set(classNames as string[]).size === (classNames as string[]).length,
  ),
  noun(
    'classificationReport',
    (options) => metrics.classificationReport({ counts: [[1]], classNames: ['x'] }, options),
    {
      digits: of.wholeNumber(20),
    },
  ),
];

const every: of.Domain = {
  good: (draw) => draw.pick([{ epochs: 1 }, { steps: 3 }, { seconds: 0.5 }]),
  holds: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const given = Object.entries(value).filter(([, each]) => each !== undefined);
    const [[name, each] = []] = given;
    if (Object.keys(value).some((key) => !['epochs', 'steps', 'seconds'].includes(key)) || given.length !== 1)
      return false;
    return (name === 'seconds' ? of.positive : of.positiveInteger).holds(each);
  },
};
const place = of.withMethods(
  () => ({ read: async () => [], write: async () => undefined, remove: async () => undefined }),
  ...['read', 'write', 'remove'],
);
const terminal: of.Domain = {
  good: () => ({ write: () => undefined }),
  holds: (value) => typeof (Object(value) as { write?: unknown }).write === 'function',
};
const signal = of.withMethods(() => new AbortController().signal, 'throwIfAborted');
/** A loss of one's own, which nobody calls before a step. */
const ownLoss: of.Domain = {
  good: () => (target: unknown) => target,
  holds: (value) => typeof value === 'function' && !isClass(value),
};

const regression = { optimizer: of.oneOf('sgd', 'adam'), loss: of.either(of.oneOf('mse', 'mae'), ownLoss) };
const net = models.sequential([models.input({ shape: [1] }), models.dense({ units: 1 })]);

/** What would not be another thing when it is spread. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** A record of metrics in which there are none. */
const noneByName: of.Domain = {
  good: () => ({}),
  holds: (value) => isPlain(value) && Object.keys(value as object).length === 0,
};

const twoRows = data.hostArray(new Float32Array([1, 2]), [2, 1]);

/** The options of a trainer's method, on a model of its own; an epoch ends with its first step. */
const onTrainer = (
  run: (
    trainer: train.Trainer<Tensor, Tensor, string>,
    rows: { x: data.HostArray; y: data.HostArray },
  ) => Promise<unknown>,
): Promise<unknown> => {
  const trainer = train.compile(net, { optimizer: 'sgd', loss: 'mse', seed: 1 });
  return run(trainer as never, { x: twoRows, y: twoRows }).finally(() => trainer.dispose());
};
const stopping = [{ name: 'stopping', onBatchEnd: () => 'stop' as const }];

const ofTraining: readonly Noun[] = [
  noun(
    'backup',
    train.backup,
    { path: of.text, place, every, removeWhenDone: of.flag },
    {},
    ({ path, place }) => (path === undefined) !== (place === undefined),
  ),
  noun('progress', train.progress, { terminal, now: of.callable }),
  noun(
    'compile',
    (options) => train.compile(net, options).dispose(),
    { metrics: of.either(of.listOf(of.oneOf('mae', 'mse'), 0, 1), noneByName), lossWeights: of.finite, seed: of.count },
    regression,
  ),
  noun(
    'fit',
    (options: object) =>
      onTrainer((trainer, rows) =>
        trainer.fit(rows as never, isPlain(options) ? { callbacks: stopping, ...options } : (options as never)),
      ),
    {
      epochs: of.count,
      initialEpoch: of.count,
      batchSize: of.positiveInteger,
      stepsPerEpoch: of.positiveInteger,
      shuffle: of.flag,
      signal,
    },
  ),
  noun('evaluate of a trainer', (options) => onTrainer((trainer, rows) => trainer.evaluate(rows as never, options)), {
    batchSize: of.positiveInteger,
    steps: of.positiveInteger,
  }),
];

const column = data.hostArray(new Float32Array([1, 2, 3, 4]), [4]);
const fractions: of.Domain = {
  good: (draw) => draw.pick([[0.5, 0.5], [1], [0.25, 0.5, 0.25]]),
  holds: (value) =>
    Array.isArray(value) &&
    Array.from(value).every((part) => of.positive.holds(part)) &&
    Math.abs(value.reduce((sum, part) => sum + part, 0) - 1) < 1e-9,
};
/** One number, or one for each of the one column. */
const numbers = of.either(of.finite, of.listOf(of.finite, 1, 1));
const rows = data.fromArrays({ x: column });

const pictures = of.wholeNumber(1_000_000);
const datasetSize = of.wholeNumber(Infinity);

const ofData: readonly Noun[] = [
  noun('shapes', data.shapes, { train: pictures, test: pictures, seed: of.count }),
  argument('batch', data.batch, of.positiveInteger),
  argument('prefetch', data.prefetch, of.positiveInteger),
  argument('take', data.take, of.count),
  argument('skip', data.skip, of.count),
  argument('map', data.map, of.callable),
  argument('filter', data.filter, of.callable),
  argument('repeat', data.repeat, of.positiveInteger),
  argument('split', (fractions) => data.split(rows, fractions), fractions),
  noun('shuffle', data.shuffle, { buffer: of.positiveInteger }, { seed: of.count }),
  noun('batch', (options) => data.batch(2, options), { dropRemainder: of.flag }),
  noun('split', (options) => data.split(rows, [0.5, 0.5], options), { seed: of.count }),
  noun(
    'normalize',
    (options) => data.normalize(column, options),
    { divisor: of.finite, offset: of.finite },
    {},
    ({ divisor }) => divisor === undefined || Math.fround(divisor as number) !== 0,
  ),
  noun(
    'standardize',
    (options) => data.standardize(column, options),
    {},
    { mean: numbers, std: numbers },
    ({ std }) => [std].flat().every((each) => (each as number) >= 0),
  ),
  noun(
    'cifar10',
    (options: data.Cifar10Options) =>
      readOptions<data.Cifar10Options, typeof cifar10Options>('cifar10', cifar10Options, options),
    {
      ...{ path: of.text, cacheDir: of.text, url: of.text, sha256: of.oneOf('0'.repeat(64)) },
      ...{ onProgress: of.callable, onNote: of.callable, signal },
    },
  ),
  noun('dataset', data.dataset, { size: datasetSize }, { iterate: of.callable }),
];

const title = { title: of.anyText };
const svg = viz.lossCurve([{ loss: 1 }]);
const [width = 0, height = 0] = ['width', 'height'].map((name) =>
  Number(new RegExp(`${name}="(\\d+)"`).exec(svg)?.[1]),
);
const isEmpty = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && Reflect.ownKeys(options).length === 0;
/** Where no size is given a small one is taken: drawing costs time and tells little. */
const ofNode: readonly Noun[] = [
  noun(
    'toPNG',
    (options) => toPNG(svg, isEmpty(options) ? { scale: 0.1 } : options),
    { width: of.positive, scale: of.positive, background: of.oneOf('#ffffff', '#00aAff') },
    {},
    (given) => {
      if (given.width !== undefined && given.scale !== undefined) return false;
      const scale =
        given.width === undefined ? ((given.scale as number | undefined) ?? 2) : (given.width as number) / width;
      return Math.round(width * scale) * Math.round(height * scale) <= 64e6;
    },
  ),
];

const ofViz: readonly Noun[] = [
  noun('lossCurve', (options) => viz.lossCurve([{ loss: 1, acc: 1 }], options), {
    ...title,
    metrics: of.listOf(of.oneOf('acc')),
  }),
  noun('imageGrid', (options) => viz.imageGrid([{ image: { data: new Uint8Array(3), shape: [1, 1, 3] } }], options), {
    ...title,
    columns: of.positiveInteger,
  }),
  noun(
    'weightImages',
    (options) => viz.weightImages({ data: new Float32Array(4), shape: [4, 1] }, options),
    { ...title, columns: of.positiveInteger, limit: of.positiveInteger },
    { shape: of.listOf(of.positiveInteger, 2, 3) },
    ({ shape }) => (shape as number[]).reduce((a, b) => a * b, 1) === 4 && [1, 3].includes((shape as number[])[2] ?? 1),
  ),
  noun(
    'confusionMatrixPlot',
    (options) => viz.confusionMatrixPlot({ counts: [[1]], classNames: ['x'] }, options),
    title,
  ),
];

export const nouns: readonly Noun[] = [
  ...ofModels,
  ...ofTrain,
  ...ofTraining,
  ...ofMetrics,
  ...ofData,
  ...ofViz,
  ...ofNode,
];

/** Options that are each right by themselves; those that may be left out are given with this probability. */
export const fittingOptions = (draw: Draw, { required, optional }: Noun, share: number): Record<string, unknown> => {
  const options: Record<string, unknown> = {};
  for (const [name, domain] of Object.entries(required)) options[name] = domain.good(draw);
  for (const [name, domain] of Object.entries(optional)) if (draw.chance(share)) options[name] = domain.good(draw);
  return options;
};

/** Options that are right together. */
export const goodOptions = (draw: Draw, noun: Noun, share: number): Record<string, unknown> => {
  for (;;) {
    const options = fittingOptions(draw, noun, share);
    if (noun.agree?.(options) ?? true) return options;
  }
};
