import type { Tensor } from '@tensorflow/tfjs-core';
import type { Model } from './model.ts';
import { readSpec } from './readSpec.ts';

/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object that JSON can carry. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A layer or model as JSON: enough to make it again. `name` and `trainable: false` stand where they were given. */
export interface LayerSpec extends JsonObject {
  readonly kind: string;
  readonly config: JsonObject;
}

/** Factories of layers, initializers and regularizers, found by their `kind`; whatever carries none is passed over. */
export type Vocabulary = Readonly<Record<string, unknown>>;

/**
 * The model that `toJSON` wrote. The JSON may come from anywhere: it is refused with one error where it is not a model,
 * has more than 10,000 layers or is nested deeper than 100 levels; nothing runs but the factories of the vocabulary.
 *
 * @typeParam X what the model reads, as the caller knows; so is Y what it gives
 * @param spec what JSON.parse gives
 * @param vocabulary this module's namespace, with layers of one's own spread in
 * @throws Error for an unknown kind, and for whatever does not make a model, with the place and the value
 * @example
 * import * as layers from '@kindling/models';
 * const net = sequential([input({ shape: [4] }), dense({ units: 3 })]);
 * const again = fromJSON(JSON.parse(JSON.stringify(net)), layers);
 */
export const fromJSON = <X = Tensor, Y = Tensor>(spec: unknown, vocabulary: Vocabulary): Model<X, Y> =>
  readSpec(spec, vocabulary) as Model<X, Y>;
