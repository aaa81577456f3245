import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { located, receive, refusal } from './wasmFile.ts';

const url = 'http://localhost/tfjs-backend-wasm-simd.wasm';
const module = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const answer = (body: BodyInit, status: number, type: string) => async () =>
  new Response(body, { status, headers: type === '' ? {} : { 'content-type': type } });

const remedy = expect.stringMatching(/^give wasmPaths: .*bundlers\.md$/);

test('a file of the right type is handed on as it came', async () => {
  const response = new Response(module, { headers: { 'content-type': 'application/wasm' } });
  expect(await receive(url, async () => response)).toBe(response);
});

test.each(['', 'application/octet-stream', 'text/html'])('one of type %j gets the right one', async (type) => {
  const response = await receive(url, answer(module, 200, type));
  expect(response.headers.get('content-type')).toBe('application/wasm');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(module);
});

test.each([
  ['<!doctype html>', 404, 'text/html', 'was answered with 404'],
  ['', 500, '', 'was answered with 500'],
  [
    '<!doctype html>',
    200,
    'text/html; charset=utf-8',
    'was answered with text/html; charset=utf-8, which is no .wasm file, a page that the server gives for what it does not have',
  ],
  ['{}', 200, 'application/json', 'was answered with application/json, which is no .wasm file'],
])('%j with %d and %s is told', async (body, status, type, told) => {
  await expect(receive(url, answer(body, status, type))).rejects.toMatchObject({ reason: `${url} ${told}`, remedy });
});

test('a request that fails is told, with what may forbid it', async () => {
  const cause = new TypeError('Failed to fetch');
  const told = receive(url, () => Promise.reject(cause));
  await expect(told).rejects.toMatchObject({ reason: expect.stringContaining('connect-src'), remedy, cause });
  await expect(told).rejects.toThrow(`install: the wasm backend did not start: ${url} could not be fetched (Failed to`);
});

test.each([
  'WebAssembly.instantiateStreaming(): Wasm code generation disallowed by embedder',
  'call to WebAssembly.instantiateStreaming() blocked by CSP',
])('a policy against WebAssembly is told by its name: %s', (message) => {
  expect(refusal(url, new WebAssembly.CompileError(message)).remedy).toContain("'wasm-unsafe-eval'");
});

test('a module that the engine refuses otherwise is told with its URL', () => {
  const { reason } = refusal(url, new WebAssembly.CompileError('section out of order'));
  expect(reason).toBe(`${url} was refused (CompileError: section out of order)`);
});

beforeEach(() => {
  vi.stubGlobal('location', new URL('http://localhost/app/page.html'));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("what tfjs asks for in no place is looked for beside this package's script", () => {
  for (const name of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
    const place = new URL(name, import.meta.url).href;
    expect(located(name)).toBe(place);
    expect(located(`http://localhost/app/${name}`)).toBe(place); // as in a worker
  }
});

test('what somebody has placed stays there', () => {
  const elsewhere = 'https://cdn.test/app/tfjs-backend-wasm.wasm';
  for (const asked of [
    elsewhere,
    '/wasm/tfjs-backend-wasm.wasm',
    '/assets/tfjs-backend-wasm-simd-C6bTMVwW.wasm',
    'my.wasm',
  ]) {
    expect(located(asked)).toBe(asked);
  }
});
