import type { Tensor } from '@tensorflow/tfjs-core';
import type { Model } from '../model/model.ts';
import { readSpec } from './readSpec.ts';
import type { Vocabulary } from './spec.ts';

/**
 * The model that `toJSON` wrote. The JSON may come from anywhere: it is refused with one error where it is not a model,
 * has more than 10,000 layers or is nested deeper than 100 levels; nothing runs but the factories of the vocabulary.
 *
 * @typeParam X what the model reads, as the caller knows; so is Y what it gives
 * @param spec what JSON.parse gives
 * @param vocabulary this module's namespace, with your own layers spread in
 * @throws Error for an unknown kind, and for whatever does not make a model, with the place and the value
 * @example
 * ```ts
 * import * as layers from '@kindling/models';
 * import { dense, fromJSON, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 3 })]);
 * const again = fromJSON(JSON.parse(JSON.stringify(net)), layers);
 * ```
 */
export const fromJSON = <X = Tensor, Y = Tensor>(spec: unknown, vocabulary: Vocabulary): Model<X, Y> =>
  readSpec(spec, vocabulary) as Model<X, Y>;
