// internal: the .wasm file that tfjs asks for: where it lies, and what came back
import { WasmStartError } from '../startError.ts';

/** This script's URL. Bundlers read the calls below, and would read one with `import.meta.url` in it as another. */
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

const isLeft = (name: string, url: string): boolean =>
  url === new URL(`@tensorflow/tfjs-backend-wasm/dist/${name}`, here).href;

/**
 * Where to look for what tfjs asks for by itself. Without a place it asks beside the page, a worker's script or, in
 * webpack's builds, at the root: there the file is the one that a bundler has copied or, without such a bundler, beside
 * the script that this is in.
 */
export const located = (asked: string): string => {
  const page = globalThis.location?.href;
  const url = new URL(asked, page);
  const name = Object.keys(bundled).find((file) => url.pathname.endsWith(`/${file}`));
  if (name === undefined || url.origin !== globalThis.location?.origin) return asked;
  try {
    const copied = bundled[name]!().href;
    if (!isLeft(name, copied)) return copied;
    return url.href === new URL(name, page).href ? new URL(name, here).href : asked;
  } catch {
    return asked; // a script that has no URL
  }
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
