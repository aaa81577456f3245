import { expect, test } from 'vitest';
import { chunked, smallLayout } from '../../testing/archives.ts';
import { bounded, mostBytes, watched } from './source.ts';

const drained = async (chunks: AsyncIterable<Uint8Array>): Promise<number> => {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
};

test('unpacked bytes are bounded by what the set unpacks to', async () => {
  const most = mostBytes(smallLayout);
  expect(await drained(bounded(chunked(new Uint8Array(most), 50_000), smallLayout))).toBe(most);
  await expect(drained(bounded(chunked(new Uint8Array(most + 1), 50_000), smallLayout))).rejects.toThrow(
    `it unpacks to more than ${most} bytes`,
  );
});

test('chunks are seen on their way, until the signal is aborted', async () => {
  const abort = new AbortController();
  let seen = 0;
  const chunks = watched(chunked(new Uint8Array(100), 10), abort.signal, (chunk) => {
    seen += chunk.length;
    if (seen === 30) abort.abort(new Error('enough'));
  });
  await expect(drained(chunks)).rejects.toThrow('enough');
  expect(seen).toBe(30);
});
