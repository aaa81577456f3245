import type { Activation } from '../../activations/activation.ts';
import { activate } from '../../activations/resolve.ts';
import { defineLayer } from '../../layer/defineLayer.ts';
import type { CommonOptions, Layer } from '../../layer/layer.ts';
import { activationOption } from '../../layer/layerOptions.ts';

/** What JSON keeps of an activation layer. */
export interface ActivationOptions {
  /** By name, or a function of a tensor. */
  activation: Activation;
}

/** Makes activation layers, from a name or function, or from options as JSON has them. */
export interface ActivationFactory {
  (activation: Activation | (ActivationOptions & CommonOptions), options?: CommonOptions): Layer;
  readonly kind: string;
}

const layer = defineLayer<ActivationOptions>()({
  kind: 'activation',
  options: {
    activation: activationOption,
  },
  call: ({ activation: given }, { x }) => activate('activation', given, x),
});

/**
 * An activation as a layer: y = f(x), of the same shape.
 *
 * @see https://keras.io/api/layers/core_layers/activation/
 * @param activation a name or a function; a function cannot be saved as JSON
 * @throws Error for an unknown name
 * @example
 * ```ts
 * import { activation, dense, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 8 }), activation('relu', { name: 'rectified' })]);
 * ```
 */
export const activation: ActivationFactory = Object.assign(
  (given: Activation | (ActivationOptions & CommonOptions), options: CommonOptions = {}) =>
    layer(typeof given === 'object' ? given : { ...options, activation: given }),
  { kind: 'activation' },
);
