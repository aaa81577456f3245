// internal: has tfjs's WebAssembly module start on memory that threads can share
import { sharedBinary } from './sharedBinary.ts';

/** Not every host compiles while it downloads. */
type Api = Pick<typeof WebAssembly, 'instantiate'> & Partial<Pick<typeof WebAssembly, 'instantiateStreaming'>>;
type Imports = WebAssembly.Imports | undefined;

/**
 * Runs `start` while WebAssembly hands tfjs's module over with shared memory. Its bytes are met where they are
 * compiled, since only tfjs knows where it has them from: a folder, a URL, what somebody once gave to `setWasmPaths`.
 * All other modules pass as they are.
 */
export const onSharedMemory = async <T>(start: () => Promise<T>): Promise<T> => {
  const { instantiate, instantiateStreaming } = WebAssembly as Api;
  const compileShared = async (source: BufferSource | WebAssembly.Module, imports: Imports): Promise<unknown> => {
    if (source instanceof WebAssembly.Module) return instantiate(source, imports);
    return instantiate(sharedBinary(bytesOf(source)) ?? source, imports);
  };
  const receiveShared = async (source: Response | PromiseLike<Response>, imports: Imports): Promise<unknown> => {
    const response = await source;
    const bytes = response.ok ? sharedBinary(new Uint8Array(await response.clone().arrayBuffer())) : undefined;
    return bytes === undefined ? instantiateStreaming!(response, imports) : instantiate(bytes, imports);
  };
  Object.assign(WebAssembly, { instantiate: compileShared });
  if (instantiateStreaming !== undefined) Object.assign(WebAssembly, { instantiateStreaming: receiveShared });
  try {
    return await start();
  } finally {
    Object.assign(WebAssembly, { instantiate, ...(instantiateStreaming && { instantiateStreaming }) });
  }
};

const bytesOf = (source: BufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
