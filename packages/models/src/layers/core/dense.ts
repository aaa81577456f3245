import { flag, fusedMatMul, positiveInteger, withDefault } from '@kindling/core';
import { matMul, reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Activation } from '../../activations/activation.ts';
import { activate } from '../../activations/resolve.ts';
import type { Initializer, InitializerName } from '../../initializers/initializer.ts';
import { defineLayer } from '../../layer/defineLayer.ts';
import { activationOption, initializerOption, regularizerOption } from '../../layer/layerOptions.ts';
import { requireAxes } from '../../layer/requireOne.ts';
import type { Regularizer } from '../../regularizers/regularizer.ts';

/** Options of `dense`. */
export interface DenseOptions {
  /** How many numbers it gives for each vector that it reads. */
  units: number;
  /** What each sum goes through. Default: 'linear', which is none. */
  activation?: Activation | undefined;
  /** Whether a bias is added. Default: true. */
  useBias?: boolean | undefined;
  /** What the kernel begins with. Default: 'glorotUniform'. */
  kernelInitializer?: InitializerName | Initializer | undefined;
  /** What the bias begins with. Default: 'zeros'. */
  biasInitializer?: InitializerName | Initializer | undefined;
  /** What the kernel adds to the loss. Default: none. */
  kernelRegularizer?: Regularizer | undefined;
  /** What the bias adds to the loss. Default: none. */
  biasRegularizer?: Regularizer | undefined;
}

/** f(rows) for vectors along the last axis of any number of others, laid out as the rows of a matrix. */
const overRows = (x: Tensor, f: (rows: Tensor2D) => Tensor): Tensor => {
  if (x.rank === 2) return f(x as Tensor2D);
  const length = x.shape.at(-1)!;
  const y = f(reshape(x, [x.size / length, length]));
  return reshape(y, [...x.shape.slice(0, -1), y.shape[1]!]);
};

/**
 * A fully connected layer: y = f(x·W + b), for each vector along the last axis.
 *
 * Reads [batch, ..., n], gives [batch, ..., units]. Parameters: `kernel` [n, units], `bias` [units].
 *
 * @see https://keras.io/api/layers/core_layers/dense/
 * @throws RangeError for units that are not a positive integer, Error for an unknown name
 * @example
 * ```ts
 * import { dense, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 3, activation: 'softmax' })]);
 * ```
 */
export const dense = defineLayer<DenseOptions>()({
  kind: 'dense',
  options: {
    units: positiveInteger,
    activation: withDefault(activationOption, 'linear'),
    useBias: withDefault(flag, true),
    kernelInitializer: withDefault(initializerOption, 'glorotUniform'),
    biasInitializer: withDefault(initializerOption, 'zeros'),
    kernelRegularizer: regularizerOption,
    biasRegularizer: regularizerOption,
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
  output: ({ units }, shape) => {
    requireAxes('dense', shape);
    return [...shape.slice(0, -1), units];
  },
  call: ({ activation }, { params: { kernel, bias }, x }) => {
    const b = kernel as Tensor2D;
    if (bias === undefined) {
      const y = overRows(x, (a) => matMul(a, b));
      return activate('dense', activation, y);
    }
    const [within, after] = activation === 'relu' ? (['relu', 'linear'] as const) : (['linear', activation] as const);
    const y = overRows(x, (a) => fusedMatMul({ a, b, bias }, within));
    return activate('dense', after, y);
  },
});
