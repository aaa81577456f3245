import { type Option, type OptionalOption, optional, optionOf } from '@kindling/core';
import type { Activation } from '../activations/activation.ts';
import { resolveActivation } from '../activations/resolve.ts';
import type { Initializer, InitializerName } from '../initializers/initializer.ts';
import { resolveInitializer } from '../initializers/resolve.ts';
import { requirePadding, requirePair } from '../layers/windows.ts';
import type { Regularizer } from '../regularizers/regularizer.ts';
import { requireRegularizer } from '../regularizers/require.ts';
import { requireAxis } from './shapes.ts';
import type { Padding, Pair } from './types.ts';

/** An activation, by name or as a function. */
export const activationOption: Option<Activation> = optionOf(
  (owner, _name, value) => void resolveActivation(owner, value as Activation),
);

/** An initializer, by name or made by a factory. */
export const initializerOption: Option<InitializerName | Initializer> = optionOf(
  (owner, _name, value) => void resolveInitializer(owner, value as Initializer),
);

/** A regularizer, which may be left out: then there is none. */
export const regularizerOption: OptionalOption<Regularizer> = optional(optionOf(requireRegularizer));

/** A positive integer for height and width, or both. */
export const pairOption: Option<Pair> = optionOf(requirePair);

/** Whether windows stay within the picture. */
export const paddingOption: Option<Padding> = optionOf((owner, _name, value) => requirePadding(owner, value));

/** An axis other than the batch's; -1 is the last. */
export const axisOption: Option<number> = optionOf((owner, _name, value) => requireAxis(owner, value));
