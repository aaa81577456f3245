import { requireBackend, show } from '@kindling/core';
import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tree, Weights } from '../layer/types.ts';
import type { Model } from '../model/model.ts';
import { requireWeights } from '../model/requireWeights.ts';
import type { Vocabulary } from '../spec/spec.ts';
import { contentsOf, format, modelIn } from './modelFile.ts';
import type { SafetensorsEntry } from './safetensors.ts';

/** Puts the owner before what went wrong below. */
const asOwner = (owner: string, cause: unknown): Error =>
  new Error(`${owner}: ${cause instanceof Error ? cause.message : show(cause)}`, { cause });

/**
 * A model and its weights as a safetensors file, readable by any safetensors library. The model's JSON is in the
 * metadata under `model`. The weights stay the caller's; all of them are read from the device at once.
 *
 * @throws Error for weights that are not the model's, and for a model that JSON cannot carry
 * @example
 * ```ts
 * import { dense, encodeModel, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 2 })]);
 * const bytes = await encodeModel(net, net.init({ seed: 1 }));
 * ```
 */
export const encodeModel = async <X, Y>(model: Model<X, Y>, weights: Weights): Promise<Uint8Array<ArrayBuffer>> => {
  requireWeights('encodeModel', weights);
  try {
    const contents = await contentsOf(model, weights);
    const { encodeSafetensors } = await format();
    return encodeSafetensors(contents);
  } catch (cause) {
    throw asOwner('encodeModel', cause);
  }
};

/**
 * The model and weights that `encodeModel` wrote. The weights are the caller's to dispose of. `vocabulary` holds the
 * layers that the model may be made of: this module's namespace, with your own layers spread in.
 *
 * @throws Error, and leaves no tensor behind, for bytes that are not such a file, that are cut, or whose tensors are
 *   not those of the model
 * @example
 * ```ts
 * import * as layers from '@kindling/models';
 * import { decodeModel, dense, encodeModel, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 2 })]);
 * const bytes = await encodeModel(net, net.init({ seed: 1 }));
 * const { model, weights } = await decodeModel(bytes, layers);
 * ```
 */
export const decodeModel = async (
  bytes: Uint8Array,
  vocabulary: Vocabulary,
): Promise<{ model: Model; weights: Weights }> => {
  requireBackend('decodeModel');
  try {
    const { decodeSafetensors } = await format();
    const file = decodeSafetensors(bytes);
    const model = modelIn(file, vocabulary);
    const tree = (names: object): Tree =>
      Object.fromEntries(Object.keys(names).map((name) => [name, tensorOf(file.tensors.get(name)!)]));
    const { params, state } = model.weightShapes;
    return { model, weights: tidy(() => ({ params: tree(params), state: tree(state) })) };
  } catch (cause) {
    throw asOwner('decodeModel', cause);
  }
};

/** A tensor of a copy of the bytes, which need not be aligned where they lie. */
const tensorOf = ({ shape, bytes }: SafetensorsEntry): Tensor =>
  tensor(new Float32Array(new Uint8Array(bytes).buffer), [...shape], 'float32');
