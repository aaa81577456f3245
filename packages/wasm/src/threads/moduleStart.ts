// internal: has tfjs's WebAssembly module start: from where its file lies, on memory that threads can share, in one try
import { isTfjsModule, sharedBinary } from './sharedBinary.ts';
import { located, receive, refusal } from './wasmFile.ts';

/** Not every host compiles while it downloads. */
type Api = Pick<typeof WebAssembly, 'instantiate'> & Partial<Pick<typeof WebAssembly, 'instantiateStreaming'>>;
type Imports = WebAssembly.Imports | undefined;

export interface StartOptions {
  /** Whether the module is to get shared memory. */
  readonly share: boolean;
  /** URLs of its file that need not have its name. */
  readonly urls?: readonly string[];
  /** Whether tfjs was told where its file is. Default: false. */
  readonly isPlaced?: boolean;
}

/** Of tfjs; other programs may ask for their own files meanwhile. */
const isFile = (url: unknown, urls: readonly string[]): url is string =>
  typeof url === 'string' && (urls.includes(url) || /tfjs-backend-wasm[^/]*\.wasm/.test(url));

/**
 * Runs `start` while WebAssembly and `fetch` know tfjs's module: its file is looked for where it lies, and its bytes
 * are met where they are compiled, since only tfjs knows where it has them from: a folder, a URL, what somebody once
 * gave to `setWasmPaths`. All other modules and requests pass as they are.
 *
 * What fails is not told to Emscripten, which would try again and fill the console; its start is left where it is.
 *
 * @throws WasmStartError with what failed, and what `start` throws.
 */
export const onModuleStart = async <T>(
  { share, urls = [], isPlaced = false }: StartOptions,
  start: () => Promise<T>,
): Promise<T> => {
  const { instantiate, instantiateStreaming } = WebAssembly as Api;
  const { fetch } = globalThis;
  const received = new WeakSet<Response>();
  let url = "tfjs's module";
  let fail: (error: unknown) => void = () => undefined;
  const failing = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const orFail = <R>(work: Promise<R>, told: (error: unknown) => unknown): Promise<R> =>
    work.catch((error) => {
      fail(told(error));
      return new Promise<R>(() => undefined);
    });
  const refused = (error: unknown): unknown => refusal(url, error);

  const ask = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    if (!isFile(input, urls)) return fetch(input, init);
    const place = isPlaced ? input : located(input);
    url = absolute(place);
    const response = await orFail(
      receive(url, () => fetch(place, init)),
      (error) => error,
    );
    received.add(response);
    return response;
  };
  const compileShared = async (bytes: Uint8Array<ArrayBuffer>, imports: Imports): Promise<unknown> =>
    instantiate(sharedBinary(bytes) ?? bytes, imports);
  const compileBytes = async (bytes: Uint8Array<ArrayBuffer>, imports: Imports): Promise<unknown> =>
    share ? compileShared(bytes, imports).catch(() => instantiate(bytes, imports)) : instantiate(bytes, imports);
  const compile = async (source: BufferSource | WebAssembly.Module, imports: Imports): Promise<unknown> => {
    if (source instanceof WebAssembly.Module) return instantiate(source, imports);
    const bytes = bytesOf(source);
    return isTfjsModule(bytes) ? orFail(compileBytes(bytes, imports), refused) : instantiate(source, imports);
  };
  const compileStream = async (source: Response | PromiseLike<Response>, imports: Imports): Promise<unknown> => {
    const response = await source;
    if (!share) {
      const work = instantiateStreaming!(response, imports);
      return received.has(response) ? orFail(work, refused) : work;
    }
    const bytes = response.ok ? new Uint8Array(await response.clone().arrayBuffer()) : new Uint8Array();
    if (received.has(response) || isTfjsModule(bytes)) return orFail(compileBytes(bytes, imports), refused);
    return instantiateStreaming!(response, imports);
  };

  Object.assign(globalThis, { fetch: ask });
  Object.assign(WebAssembly, { instantiate: compile });
  if (instantiateStreaming !== undefined) Object.assign(WebAssembly, { instantiateStreaming: compileStream });
  try {
    return await Promise.race([start(), failing]);
  } finally {
    Object.assign(globalThis, { fetch });
    Object.assign(WebAssembly, { instantiate, ...(instantiateStreaming && { instantiateStreaming }) });
  }
};

/** In Node there is no page that a URL could be beside. */
const absolute = (place: string): string => new URL(place, globalThis.location?.href).href;

const bytesOf = (source: BufferSource): Uint8Array<ArrayBuffer> =>
  (ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)) as Uint8Array<ArrayBuffer>;
