import type { Random } from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** How a parameter begins. `kind` and `config` are what JSON keeps of it. */
export interface Initializer {
  readonly kind: string;
  readonly config: object;
  /** Fresh float32 values of the given shape, drawn from `random` and nothing else. */
  values(shape: readonly number[], random: Random): Tensor;
}

/** The initializers that may be given by name. */
export type InitializerName = 'zeros' | 'ones' | 'glorotUniform' | 'glorotNormal' | 'heUniform' | 'heNormal';

/** Makes an initializer; `kind` is the name by which `fromJSON` finds it in a vocabulary. */
export interface InitializerFactory<Options extends object = {}> {
  (options?: Options): Initializer;
  readonly kind: string;
}

/** With a `seed` an initializer gives the same values of a shape each time, whatever the model's own seed. */
export interface SeedOptions {
  /** A safe integer of at least 0. Default: none, the values come from the model's seed and the parameter's place. */
  seed?: number | undefined;
}
