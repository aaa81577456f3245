// internal: the .wasm file that tfjs asks for: where it lies, and what came back
import { WasmStartError } from '../startError.ts';

/** What this file's URL is said by; bundlers read the calls below and would read one with this in it as another. */
const here: string = import.meta.url;

/**
 * Where bundlers put the files: Vite and webpack copy what stands in such a call, and write its URL there. Others leave
 * the call as it is.
 */
const bundled: Readonly<Record<string, () => URL>> = {
  'tfjs-backend-wasm.wasm': () => new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url),
  'tfjs-backend-wasm-simd.wasm': () =>
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url),
};

/** The URL that a bundler gave a file; without one, beside the script that this is in. */
const placeOf = (name: string): string | undefined => {
  try {
    const url = bundled[name]!().href;
    const isLeft = url === new URL(`@tensorflow/tfjs-backend-wasm/dist/${name}`, here).href;
    return isLeft ? new URL(name, here).href : url;
  } catch {
    return undefined; // a script that has no URL
  }
};

/** The file of a request, where nobody has told tfjs a place: it asks beside the page, or beside a worker's script. */
const unplaced = (asked: string): string | undefined =>
  Object.keys(bundled).find((name) => asked === name || asked === new URL(name, globalThis.location?.href).href);

/** Where to look for what tfjs asks for. */
export const located = (asked: string): string => {
  const name = unplaced(asked);
  return (name === undefined ? undefined : placeOf(name)) ?? asked;
};

const remedy =
  "give wasmPaths: the URL of a folder that serves the .wasm files of @tensorflow/tfjs-backend-wasm/dist, or each file's; " +
  'see https://github.com/kindling-js/kindling/blob/main/docs/bundlers.md';

const wasmType = 'application/wasm';
const magic = [0, 0x61, 0x73, 0x6d];

/**
 * Asks for a .wasm file once. What comes back can be compiled while it downloads, whatever type its server gives it.
 *
 * @throws WasmStartError for what is no .wasm file, with the URL and what came back.
 */
export const receive = async (url: string, ask: () => Promise<Response>): Promise<Response> => {
  const response = await ask().catch((cause: unknown) => {
    const question = 'is its server there, and does the Content-Security-Policy allow it by connect-src?';
    throw new WasmStartError(`${url} could not be fetched (${(cause as Error).message}): ${question}`, remedy, {
      cause,
    });
  });
  const { ok, status, statusText, headers } = response;
  if (!ok) throw new WasmStartError(`${url} was answered with ${status} ${statusText}`.trimEnd(), remedy);
  const type = headers.get('content-type') ?? '';
  if (type === wasmType) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (magic.every((byte, i) => bytes[i] === byte))
    return new Response(bytes, { headers: { 'content-type': wasmType } });
  const page = type.startsWith('text/html') ? ', a page that the server gives for what it does not have' : '';
  throw new WasmStartError(`${url} was answered with ${type || 'something'}, which is no .wasm file${page}`, remedy);
};

/** Why a module was refused by the engine. */
export const refusal = (url: string, cause: unknown): WasmStartError => {
  const { name, message } = cause as Error;
  if (name === 'CompileError' && /disallow|blocked|policy|unsafe-eval/i.test(message)) {
    const allow = "the Content-Security-Policy must have script-src 'wasm-unsafe-eval'";
    return new WasmStartError(`WebAssembly is not allowed here (${message})`, allow, { cause });
  }
  return new WasmStartError(`${url} was refused (${name}: ${message})`, remedy, { cause });
};

/** What tfjs has found by itself, and written to the console: in Node it reads the file. */
export const unknown = (cause: unknown): WasmStartError =>
  new WasmStartError('tfjs has just logged why', remedy, { cause });
