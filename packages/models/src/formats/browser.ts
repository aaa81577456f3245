// internal: models in a page's own storage, and dropped on it; the entry `@kindling/models/browser`
import { requireBackend, show } from '@kindling/core';
import type { Weights } from '../layer/types.ts';
import type { Model } from '../model/model.ts';
import { requireWeights } from '../model/requireWeights.ts';
import type { Vocabulary } from '../spec/spec.ts';
import { blobSource } from './blobSource.ts';
import { contentsOf, format, readModel } from './modelFile.ts';
import type { ByteSource } from './safetensors.ts';
import { slotNames, slots } from './slots.ts';

export { download } from './download.ts';
export { type Slots, type SlotsKind, slots } from './slots.ts';

const failed = (owner: string, name: string, cause: unknown): Error =>
  new Error(`${owner}: ${show(name)}: ${cause instanceof Error ? cause.message : cause}`, { cause });

/**
 * Keeps a model and its weights under a name in the page's own storage (IndexedDB), where pages and workers of the same
 * origin find it, also after a reload. It is replaced whole or not at all, also when the page is closed in between. The
 * weights are copied from the device at once, so that they may change meanwhile.
 *
 * @throws Error for what cannot be encoded, where the storage is full (what was kept before stays), and where there is
 *   no IndexedDB, as in Node and in some private windows
 * @example
 * ```ts
 * // not run: needs a page
 * import { dense, input, sequential } from '@kindling/models';
 * import { saveModel } from '@kindling/models/browser';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 2 })]);
 * await saveModel('net', net, net.init({ seed: 1 }));
 * ```
 */
export const saveModel = async <X, Y>(name: string, model: Model<X, Y>, weights: Weights): Promise<void> => {
  const place = slots('saveModel', 'models', name);
  requireWeights('saveModel', weights);
  let bytes: Uint8Array;
  try {
    const contents = await contentsOf(model, weights);
    const { encodeSafetensors } = await format();
    bytes = encodeSafetensors(contents);
  } catch (cause) {
    throw failed('saveModel', name, cause);
  }
  await place.write(bytes);
};

/**
 * The model and weights that `saveModel` keeps under a name, or those of a File or Blob that was dropped on the page:
 * of a model, or of a checkpoint. The weights are the caller's to dispose of. `vocabulary` holds the layers that the
 * model may be made of.
 *
 * @throws Error for a name under which there is nothing, for a file that is cut or foreign, and for layers that the
 *   vocabulary lacks; no tensor is left behind
 * @example
 * ```ts
 * // not run: needs a page
 * import * as layers from '@kindling/models';
 * import { loadModel } from '@kindling/models/browser';
 *
 * const { model, weights } = await loadModel('net', layers);
 * addEventListener('drop', async (event) => {
 *   event.preventDefault();
 *   const dropped = await loadModel(event.dataTransfer!.files[0]!, layers);
 * });
 * ```
 */
export const loadModel = async (
  from: string | Blob,
  vocabulary: Vocabulary,
): Promise<{ model: Model; weights: Weights }> => {
  requireBackend('loadModel');
  const [name, source] =
    from instanceof Blob ? [(from as File).name ?? 'the blob', blobSource(from)] : [from, await kept(from)];
  try {
    return await readModel(source, vocabulary);
  } catch (cause) {
    throw failed('loadModel', name, cause);
  }
};

/**
 * Forgets what `saveModel` keeps under a name, if anything.
 *
 * @throws Error where there is no IndexedDB
 */
export const removeModel = (name: string): Promise<void> => slots('removeModel', 'models', name).remove();

/**
 * The names of the models that `saveModel` keeps, in alphabetical order.
 *
 * @throws Error where there is no IndexedDB
 */
export const listModels = (): Promise<readonly string[]> => slotNames('listModels', 'models');

const kept = async (name: string): Promise<ByteSource> => {
  const [bytes] = await slots('loadModel', 'models', name).read();
  if (bytes === undefined)
    throw new Error(`loadModel: nothing is kept under ${show(name)}; listModels() gives the names that there are`);
  return blobSource(new Blob([bytes]));
};
