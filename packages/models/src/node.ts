import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { requireBackend } from '@kindling/core';
import { writeFileAtomically } from '@kindling/core/node';
import { contentsOf, format, readModel } from './formats/modelFile.ts';
import type { Weights } from './layer/types.ts';
import type { Model } from './model/model.ts';
import { requireWeights } from './model/requireWeights.ts';
import { fileSource } from './node/fileSource.ts';
import type { Vocabulary } from './spec/spec.ts';

const pathOf = (path: string | URL): string => (path instanceof URL ? fileURLToPath(path) : path);

const failed = (owner: string, path: string, cause: unknown): Error =>
  new Error(`${owner}: ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });

/**
 * Saves a model and its weights as one safetensors file. The file is replaced whole or not at all, also when the
 * process or the machine stops in between. Its folder must exist. The weights are copied from the device at once, so
 * that they may change while the file is written.
 *
 * @throws Error with the path, for what cannot be encoded or written; nothing is left behind
 * @example
 * ```ts
 * import { dense, input, sequential } from '@kindling/models';
 * import { saveModel } from '@kindling/models/node';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 2 })]);
 * await saveModel('net.safetensors', net, net.init({ seed: 1 }));
 * ```
 */
export const saveModel = async <X, Y>(path: string | URL, model: Model<X, Y>, weights: Weights): Promise<void> => {
  const target = pathOf(path);
  requireWeights('saveModel', weights);
  try {
    const contents = await contentsOf(model, weights);
    const { safetensorsParts } = await format();
    await writeFileAtomically(target, safetensorsParts(contents));
  } catch (cause) {
    throw failed('saveModel', target, cause);
  }
};

/**
 * The model and weights of a file that `saveModel` wrote. The weights are the caller's to dispose of. `vocabulary`
 * holds the layers that the model may be made of. Tensors are read one by one, so that a file of any size needs no more
 * memory than its weights and one of them again.
 *
 * @throws Error with the path, for a file that is not there, cut or foreign, and for layers that the vocabulary lacks
 * @example
 * ```ts
 * import * as layers from '@kindling/models';
 * import { dense, input, sequential } from '@kindling/models';
 * import { loadModel, saveModel } from '@kindling/models/node';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 2 })]);
 * await saveModel('net.safetensors', net, net.init({ seed: 1 }));
 * const { model, weights } = await loadModel('net.safetensors', layers);
 * ```
 */
export const loadModel = async (
  path: string | URL,
  vocabulary: Vocabulary,
): Promise<{ model: Model; weights: Weights }> => {
  const source = pathOf(path);
  requireBackend('loadModel');
  try {
    const file = await open(source);
    try {
      return await readModel(await fileSource(file), vocabulary);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw failed('loadModel', source, cause);
  }
};
