// internal: the bytes of a web stream
import { show } from '@kindling/core';
import type { Bytes } from './unpacked.ts';

/**
 * What a stream gives, until the signal is aborted. `return` cancels the stream at once, also while it gives nothing,
 * for which a generator would wait.
 *
 * @throws TypeError for what is no bytes; the signal's reason
 */
export const streamChunks = (stream: ReadableStream<Uint8Array>, signal: AbortSignal | undefined): Bytes => ({
  [Symbol.asyncIterator]: () => {
    const reader = stream.getReader();
    // Not waited for: a stream of somebody's own may take its time.
    const cancel = (): void => void reader.cancel(signal?.reason).catch(() => undefined);
    signal?.addEventListener('abort', cancel, { once: true });
    const end = (): IteratorReturnResult<undefined> => {
      signal?.removeEventListener('abort', cancel);
      cancel();
      return { done: true, value: undefined };
    };
    return {
      next: async () => {
        try {
          signal?.throwIfAborted();
          const { done, value } = await reader.read();
          signal?.throwIfAborted();
          if (done) return end();
          if (!(value instanceof Uint8Array)) throw new TypeError(`a stream must give Uint8Arrays, got ${show(value)}`);
          return { done, value: value as Uint8Array<ArrayBuffer> };
        } catch (error) {
          end();
          throw error;
        }
      },
      return: async () => end(),
    };
  },
});
