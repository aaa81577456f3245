import { requireBoolean, requirePositiveInteger } from '@internal/checks';
import { add, matMul, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from '../activations/activation.ts';
import { activate, resolveActivation } from '../activations/resolve.ts';
import { defineLayer } from '../defineLayer.ts';
import type { Initializer, InitializerName } from '../initializers/initializer.ts';
import { resolveInitializer } from '../initializers/resolve.ts';
import type { Regularizer } from '../regularizers/regularizer.ts';
import { requireRegularizer } from '../regularizers/require.ts';
import { requireAxes } from '../shapes.ts';

/** Options of `dense`. */
export interface DenseOptions {
  /** How many numbers it gives for each vector that it reads. */
  units: number;
  /** Default: 'linear', which is none. */
  activation?: Activation | undefined;
  /** Default: true. */
  useBias?: boolean | undefined;
  /** Default: 'glorotUniform'. */
  kernelInitializer?: InitializerName | Initializer | undefined;
  /** Default: 'zeros'. */
  biasInitializer?: InitializerName | Initializer | undefined;
  /** Default: none. */
  kernelRegularizer?: Regularizer | undefined;
  /** Default: none. */
  biasRegularizer?: Regularizer | undefined;
}

/** x·W for vectors along the last axis of any number of others. */
const product = (x: Tensor, kernel: Tensor): Tensor => {
  if (x.rank === 2) return matMul(x, kernel);
  const [rows = 1, columns = 1] = kernel.shape;
  return reshape(matMul(reshape(x, [x.size / rows, rows]), kernel), [...x.shape.slice(0, -1), columns]);
};

/**
 * A fully connected layer: y = f(x·W + b), for each vector along the last axis.
 *
 * Reads [batch, ..., n], gives [batch, ..., units]. Parameters: `kernel` [n, units], `bias` [units].
 *
 * https://keras.io/api/layers/core_layers/dense/
 *
 * @throws RangeError for units that are not a positive integer, Error for an unknown name
 * @example
 * const net = sequential([input({ shape: [4] }), dense({ units: 3, activation: 'softmax' })]);
 */
export const dense = defineLayer<DenseOptions>()({
  kind: 'dense',
  options: [
    'units',
    'activation',
    'useBias',
    'kernelInitializer',
    'biasInitializer',
    'kernelRegularizer',
    'biasRegularizer',
  ],
  defaults: { activation: 'linear', useBias: true, kernelInitializer: 'glorotUniform', biasInitializer: 'zeros' },
  check: ({ units, activation, useBias, ...given }) => {
    requirePositiveInteger('dense', 'units', units);
    requireBoolean('dense', 'useBias', useBias);
    resolveActivation('dense', activation);
    resolveInitializer('dense', given.kernelInitializer);
    resolveInitializer('dense', given.biasInitializer);
    requireRegularizer('dense', 'kernelRegularizer', given.kernelRegularizer);
    requireRegularizer('dense', 'biasRegularizer', given.biasRegularizer);
  },
  params: ({ units, useBias, ...given }, shape) => {
    requireAxes('dense', shape);
    return {
      kernel: {
        shape: [...shape.slice(-1), units],
        init: given.kernelInitializer,
        regularizer: given.kernelRegularizer,
      },
      bias: useBias ? { shape: [units], init: given.biasInitializer, regularizer: given.biasRegularizer } : undefined,
    };
  },
  output: ({ units }, shape) => [...shape.slice(0, -1), units],
  call: ({ activation }, { params: { kernel, bias }, x }) => {
    const linear = product(x, kernel);
    return activate('dense', activation, bias === undefined ? linear : add(linear, bias));
  },
});
