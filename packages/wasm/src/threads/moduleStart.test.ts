import '@tensorflow/tfjs-backend-wasm';
import { threading } from '@kindling/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createModule } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import { createRuntime } from '../runtime.ts';
import { narrow } from '../simd.ts';
import { heapOf, memoryOf, runningBackend } from '../tfjs/adapter/device.ts';
import { startBackend } from './backend.ts';
import { onModuleStart } from './moduleStart.ts';
import { createPool } from './pool.ts';

beforeAll(async () => {
  tf.enableProdMode();
  expect(await startBackend({ share: true })).toBe(true);
});

afterAll(() => {
  threading.keepListeners(() => tf.removeBackend('wasm'));
});

test('what tfjs reads and writes on the host is as ever', async () => {
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
  for (const values of [await x.data(), x.dataSync(), (await x.buffer()).values]) {
    expect(values).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(values.buffer).toBeInstanceOf(ArrayBuffer); // a copy, which nobody writes to
  }
  expect(await x.array()).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(new TextDecoder().decode(((await tf.tensor(['Größe', 'b']).bytes()) as Uint8Array[])[0])).toBe('Größe');
  expect(tf.tensor(['Größe', 'b']).dataSync()).toEqual(['Größe', 'b']);
  expect(tf.tensor1d([true, false], 'bool').dataSync()).toEqual(Uint8Array.of(1, 0));
  expect(tf.tensor1d([1.5, 2], 'int32').dataSync()).toEqual(Int32Array.of(1, 2));
  const { data, specs } = await tf.io.encodeWeights({ x });
  expect(tf.io.decodeWeights(data, specs).x!.dataSync()).toEqual(x.dataSync());
  const pixels = { data: Uint8Array.of(1, 2, 3, 255), width: 1, height: 1 };
  expect(tf.browser.fromPixels(pixels).dataSync()).toEqual(Int32Array.of(1, 2, 3));
  expect(await tf.browser.toPixels(tf.tensor3d([0, 128, 255], [1, 1, 3], 'int32'))).toEqual(
    Uint8ClampedArray.of(0, 128, 255, 255),
  );
});

test('kernels of tfjs that work on the host find their numbers', () => {
  const x = tf.tensor2d([3, 1, 2, 6, 5, 4], [2, 3]);
  expect(tf.slice(x, [0, 1], [2, 2]).dataSync()).toEqual(Float32Array.of(1, 2, 5, 4));
  expect(tf.concat([x, x], 1).dataSync().length).toBe(12);
  expect(tf.cast(x, 'int32').dataSync()).toEqual(Int32Array.of(3, 1, 2, 6, 5, 4));
  expect(tf.topk(x, 1).values.dataSync()).toEqual(Float32Array.of(3, 6));
  expect(tf.range(0, 3).dataSync()).toEqual(Float32Array.of(0, 1, 2));
  expect(tf.fill([2], 7).dataSync()).toEqual(Float32Array.of(7, 7));
  expect(tf.unique(tf.tensor1d([1, 1, 2])).values.dataSync()).toEqual(Float32Array.of(1, 2));
  expect(tf.image.resizeBilinear(tf.ones<tf.Rank.R3>([4, 4, 3]), [8, 8]).dataSync()).toEqual(
    new Float32Array(192).fill(1),
  );
  const boxes = tf.tensor2d([0, 0, 1, 1], [1, 4]);
  expect(tf.image.nonMaxSuppression(boxes, tf.tensor1d([0.9]), 1).dataSync()).toEqual(Int32Array.of(0));
  expect(tf.string.stringSplit(tf.tensor1d(['ab cd']), ' ').values!.dataSync()).toEqual(['ab', 'cd']);
});

test('a tensor greater than all the memory there is makes it grow, under workers that run', async () => {
  const backend = runningBackend()!;
  const heap = heapOf(backend);
  const runtime = createRuntime(heap, narrow, await createPool(heap, 3));
  const kernel = runtime.kernel('fill', (m) =>
    m.func(
      'run',
      { to: 'i32', value: 'i32', begin: 'i32', end: 'i32', scratch: 'i32' },
      (f, { to, value, begin, end }) => f.range(begin, end, 1, (i) => f.store(i32.add(to, i32.shl(i, 2)), value)),
    ),
  );
  const fill = (tensor: tf.Tensor, value: number) =>
    runtime.launch(kernel, [backend.dataIdMap.get(tensor.dataId).memoryOffset, value], {
      count: tensor.size,
      work: Number.POSITIVE_INFINITY,
    });
  const small = tf.zeros([1000], 'int32');
  fill(small, 3);
  const before = memoryOf(backend).buffer.byteLength;
  const big = tf.zeros([(before + (32 << 20)) / 4], 'int32');
  expect(memoryOf(backend).buffer.byteLength).toBeGreaterThan(2 * before);
  fill(big, 5);
  fill(small, 4);
  expect([...tf.tidy(() => tf.all(tf.equal(big, 5))).dataSync()]).toEqual([1]);
  expect(new Set(small.dataSync())).toEqual(new Set([4]));
  tf.dispose([small, big]);
  runtime.dispose();
});

test('only what runs meanwhile, and only tfjs, gets shared memory', async () => {
  const module = createModule({ shared: false, simd: narrow });
  module.func('run', {}, () => undefined);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const { instantiate } = WebAssembly;
  await onModuleStart({ share: true }, async () => {
    expect(WebAssembly.instantiate).not.toBe(instantiate);
    const { instance } = await WebAssembly.instantiate(module.bytes(), { env: { memory } });
    expect(instance.exports.run).toBeTypeOf('function');
    const compiled = await WebAssembly.compile(module.bytes());
    expect(await WebAssembly.instantiate(compiled, { env: { memory } })).toBeInstanceOf(WebAssembly.Instance);
    const answer = new Response(module.bytes(), { headers: { 'content-type': 'application/wasm' } });
    expect((await WebAssembly.instantiateStreaming(answer, { env: { memory } })).instance.exports.run).toBeDefined();
  });
  await expect(onModuleStart({ share: true }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(WebAssembly.instantiate).toBe(instantiate);
});

test('a host that does not compile while it downloads is left so', async () => {
  const { instantiateStreaming } = WebAssembly;
  vi.stubGlobal('WebAssembly', Object.create(WebAssembly, { instantiateStreaming: { value: undefined } }));
  await onModuleStart({ share: true }, async () => expect(WebAssembly.instantiateStreaming).toBeUndefined());
  vi.unstubAllGlobals();
  expect(WebAssembly.instantiateStreaming).toBe(instantiateStreaming);
});

const type = { 'content-type': 'application/wasm' };
const asTfjs = (file: string) => fetch(file, { credentials: 'same-origin' });

/** Requests as a page has them, that get these answers. */
const answering = (answer: () => Response) => {
  vi.stubGlobal('location', { href: 'http://localhost/' });
  const asked = vi.fn(async (_url: string) => answer());
  vi.stubGlobal('fetch', asked);
  return asked;
};

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a file that is not there is asked for once, and whoever asked waits', async () => {
  const asked = answering(() => new Response('', { status: 404, statusText: 'Not Found' }));
  const { fetch } = globalThis;
  const next = vi.fn();
  const start = async () => {
    await asTfjs('/lib/tfjs-backend-wasm-simd.wasm').then(next, next);
  };
  await expect(onModuleStart({ share: true }, start)).rejects.toMatchObject({
    reason: 'http://localhost/lib/tfjs-backend-wasm-simd.wasm was answered with 404 Not Found',
  });
  expect(asked).toHaveBeenCalledTimes(1);
  expect(next).not.toHaveBeenCalled();
  expect(globalThis.fetch).toBe(fetch);
});

test('a URL of another name is met where it was given', async () => {
  answering(() => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }));
  const start = () => asTfjs('/renamed.wasm');
  expect((await onModuleStart({ share: false }, start)).ok).toBe(true);
  await expect(onModuleStart({ share: false, urls: ['/renamed.wasm'] }, start)).rejects.toThrow('text/html');
});

test.each([true, false])('a module that cannot be compiled is told with its URL (shared: %s)', async (share) => {
  answering(() => new Response(Uint8Array.of(0, 0x61, 0x73, 0x6d, 9), { headers: type }));
  const start = () => WebAssembly.instantiateStreaming(asTfjs('/tfjs-backend-wasm.wasm'), {});
  await expect(onModuleStart({ share }, start)).rejects.toMatchObject({
    reason: expect.stringContaining('http://localhost/tfjs-backend-wasm.wasm was refused (CompileError'),
  });
});
