// internal: a file that the browser saves among the user's downloads; of the entry `@kindling/models/browser`
import { show } from '@kindling/core';

const ending = '.safetensors';

/** Long enough for the browser to have begun. */
const keptMs = 60_000;

/**
 * Has the browser download bytes, of `encodeModel` or `encodeCheckpoint`, as a file. `.safetensors` is added to the
 * name where it ends otherwise.
 *
 * @throws Error in a worker and in Node, which have no downloads
 * @example
 * ```ts
 * // not run: needs a page
 * import { dense, encodeModel, input, sequential } from '@kindling/models';
 * import { download } from '@kindling/models/browser';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 2 })]);
 * download('net', await encodeModel(net, net.init({ seed: 1 })));
 * ```
 */
export const download = (name: string, bytes: Uint8Array<ArrayBuffer>): void => {
  if (typeof name !== 'string' || name === '') throw new TypeError(`download: give it a name, got ${show(name)}`);
  if (!(bytes instanceof Uint8Array))
    throw new TypeError(`download: expected the bytes of a file as a Uint8Array, got ${show(bytes)}`);
  if (globalThis.document === undefined)
    throw new Error('download: only a page has downloads; post it the bytes from a worker, and write a file in Node');
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name.endsWith(ending) ? name : `${name}${ending}`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
};
