// internal: an archive's bytes from a server that may be slow or unreachable, or send something else
import { explained, reason } from './explained.ts';
import { beginsTar, gzipMagic } from './unpacked.ts';

export interface Download {
  /** The byte that comes first: the one requested, or 0 where the server cannot go on in the middle. */
  readonly from: number;
  /** Of the whole file, where the server says so. */
  readonly total: number | undefined;
  readonly chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;
}

export interface FetchOptions {
  readonly url: string;
  readonly from: number;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds without a byte after which the server counts as stalled. */
  readonly stallMs: number;
}

const remedy = 'call again later, or get the archive by other means and give it by path or from';

/**
 * Asks for the bytes from `from` on.
 *
 * @throws Error, here or while chunks are read, when the server cannot be reached, refuses, answers with something else
 *   than an archive, stalls, or lets go; the signal's reason when it is aborted
 */
export const fetchArchive = async (options: FetchOptions): Promise<Download> => {
  const { url, from, signal, stallMs } = options;
  const stall = new AbortController();
  const either = signal === undefined ? stall.signal : AbortSignal.any([signal, stall.signal]);
  /** One step of the transfer, bounded in time, its failure in words. */
  const step = async <T>(work: () => Promise<T>, loaded?: number): Promise<T> => {
    const timer = setTimeout(() => stall.abort(), stallMs);
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      const why = stall.signal.aborted ? `nothing came for ${stallMs / 1000} s` : reason(error);
      throw explained(
        url,
        loaded === undefined ? `no answer (${why})` : `broke off after ${loaded} bytes (${why})`,
        remedy,
      );
    } finally {
      clearTimeout(timer);
    }
  };

  // The file itself, not compressed once more on its way.
  const headers = { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) };
  const response = await step(() => fetch(url, { headers, signal: either }));
  const start = startOf(response, from);
  if (!response.ok || response.body === null || start === undefined) {
    await response.body?.cancel();
    if (response.status === 416 && from > 0) return fetchArchive({ ...options, from: 0 });
    throw explained(url, `the answer was ${response.status} ${response.statusText}`.trimEnd(), remedy);
  }
  const length = response.headers.get('content-length');
  // A server that takes .gz for an encoding has it unpacked on its way: the length is that of other bytes.
  const isUnpacked = response.headers.has('content-encoding');
  const total = length === null || isUnpacked ? undefined : start + Number(length);
  const reader = response.body.getReader();
  async function* chunks(): Download['chunks'] {
    let loaded = start!;
    try {
      for (;;) {
        const { done, value } = await step(() => reader.read(), loaded);
        if (done) return;
        if (loaded === 0 && value[0] !== gzipMagic && !beginsTar(value)) {
          const type = response.headers.get('content-type') ?? 'of no type';
          throw explained(url, `the answer is not a gzip archive (${type})`, remedy);
        }
        loaded += value.length;
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }
  return { from: start, total, chunks: chunks() };
};

/** Where an answer begins; undefined where it is not the place that was requested. */
const startOf = (response: Response, from: number): number | undefined => {
  if (response.status !== 206) return 0;
  const [, first] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
  return Number(first) === from ? from : undefined;
};
