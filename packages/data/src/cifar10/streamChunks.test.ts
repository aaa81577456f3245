import { expect, test } from 'vitest';
import { streamChunks } from './streamChunks.ts';

const silent = () => {
  const seen: unknown[] = [];
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Uint8Array.of(1, 2)),
    cancel: (reason) => void seen.push(reason),
  });
  return { stream, seen };
};

test('a stream that gives nothing is cancelled at once by return, and by the signal', async () => {
  const { stream, seen } = silent();
  const chunks = streamChunks(stream, undefined)[Symbol.asyncIterator]();
  expect((await chunks.next()).value).toEqual(Uint8Array.of(1, 2));
  const pending = chunks.next();
  await chunks.return?.();
  expect([await pending, seen]).toEqual([{ done: true, value: undefined }, [undefined]]);

  const other = silent();
  const abort = new AbortController();
  const aborted = streamChunks(other.stream, abort.signal)[Symbol.asyncIterator]();
  await aborted.next();
  const broken = aborted.next();
  abort.abort('enough');
  await expect(broken).rejects.toBe('enough');
  expect(other.seen).toEqual(['enough']);
});
