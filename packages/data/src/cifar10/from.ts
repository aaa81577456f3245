// internal: CIFAR-10 from what a page has in its hands
import { archiveName, namesFile } from './layout.ts';
import { type ObserveOptions, observed } from './observed.ts';
import type { Cifar10Source } from './options.ts';
import { bounded, type Source } from './source.ts';
import { streamChunks } from './streamChunks.ts';
import { type FileEntry, tarFiles } from './tar.ts';
import { type Gunzip, unpacked } from './unpacked.ts';

/** What a value is, whichever window or library made it. */
const kindOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1);

const isBlob = (value: unknown): value is Blob => ['File', 'Blob'].includes(kindOf(value));
const isResponse = (value: unknown): value is Response => kindOf(value) === 'Response';
const isStream = (value: unknown): value is ReadableStream => kindOf(value) === 'ReadableStream';
const isList = (value: unknown): value is ArrayLike<unknown> =>
  typeof value === 'object' && value !== null && 'length' in value;

/** Whether `from` can read this. */
export const isSource = (value: unknown): value is Cifar10Source =>
  isBlob(value) ||
  isResponse(value) ||
  isStream(value) ||
  (isList(value) && value.length > 0 && Array.from(value).every((file) => kindOf(file) === 'File'));

/** Reads what is given; of several files those that bear the names, or the archive among them. */
export const openFrom = (from: Cifar10Source, gunzip: Gunzip, options: ObserveOptions): Source => {
  const { layout, signal } = options;
  const remedy = `a whole copy is at ${layout.url}`;
  const source = (where: string, entries: AsyncIterable<FileEntry>, what?: 'files'): Source => {
    const { files, verdict } = observed(entries, options, what);
    return { where, remedy, files, verify: verdict };
  };
  const archive = (where: string, stream: ReadableStream<Uint8Array>): Source =>
    source(where, tarFiles(bounded(unpacked(streamChunks(stream, signal), gunzip), layout)));

  const isBatch = ({ name }: File): boolean => layout.files.some((batch) => batch.name === name);
  if (isBlob(from) && !isBatch(from as File)) return archive((from as File).name ?? 'the blob', from.stream());
  if (isResponse(from)) return archive(from.url || 'the response', bodyOf(from));
  if (isStream(from)) {
    if (from.locked) throw new Error('cifar10: the stream has a reader already; give one that nobody has read from');
    return archive('the stream', from);
  }
  const files = isBlob(from) ? [from as File] : Array.from(from);
  const packed = files.find(({ name }) => name === archiveName) ?? (files.length === 1 ? files[0] : undefined);
  if (packed !== undefined && !files.some(isBatch)) return archive(packed.name, packed.stream());
  async function* entries(): AsyncGenerator<FileEntry, void, undefined> {
    for (const file of files) {
      const { name, size } = file;
      if (isBatch(file) || name === namesFile) yield { name, size, chunks: streamChunks(file.stream(), signal) };
    }
  }
  return source(files.length === 1 ? files[0]!.name : `${files.length} files`, entries(), 'files');
};

const bodyOf = (response: Response): ReadableStream<Uint8Array> => {
  const { url, type, status, statusText, ok, bodyUsed, body } = response;
  const where = url || 'the response';
  if (type === 'opaque')
    throw new Error(
      `cifar10: ${where}: the answer is opaque; fetch it without mode no-cors, from a server that allows it`,
    );
  if (!ok)
    throw new Error(`cifar10: ${where}: the answer was ${`${status} ${statusText}`.trimEnd()}; fetch it again later`);
  if (bodyUsed || body === null || body.locked)
    throw new Error(`cifar10: ${where}: its body was read already, or it has none; give a fresh one, or its clone()`);
  return body;
};
