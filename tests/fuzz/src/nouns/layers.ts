import * as models from '@kindling/models';
import * as of from '../domain.ts';
import { type Domains, type Noun, noun } from './noun.ts';

export const common = { name: of.layerName, trainable: of.flag };
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
