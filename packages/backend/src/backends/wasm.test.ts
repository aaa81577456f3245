import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { engine, getBackend, getKernel, matMul, tensor2d } from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import { wasm } from './wasm.ts';

const folder = join(
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')),
  'dist',
);

afterEach(() => {
  const { factory, priority } = engine().registryFactory.wasm!;
  engine().removeBackend('wasm');
  engine().registerBackend('wasm', factory, priority);
});

test('it starts from the package, without listeners of its own', async () => {
  const listeners = () => ['uncaughtException', 'unhandledRejection'].map((event) => process.listeners(event as never));
  const before = listeners();
  const started = await wasm().start();
  expect(started).toEqual({
    device: expect.stringContaining('CPU core'),
    versions: { '@tensorflow/tfjs-core': '4.22.0', '@tensorflow/tfjs-backend-wasm': '4.22.0' },
    lacks: [],
    undo: expect.any(Function),
  });
  expect(getBackend()).toBe('wasm');
  expect(listeners()).toEqual(before);
  const product = matMul(tensor2d([[2]]), tensor2d([[3]]));
  expect(await product.data()).toEqual(new Float32Array([6]));
  if ('undo' in started) await started.undo?.();
});

test('its kernels are those of @kindling/wasm, until they are undone', async () => {
  const stock = getKernel('BatchMatMul', 'wasm');
  const started = await wasm({ threads: 1 }).start();
  expect(started).toMatchObject({ device: expect.stringMatching(/^1 /), lacks: [] });
  expect(getKernel('BatchMatMul', 'wasm')).not.toBe(stock);
  if ('undo' in started) await started.undo?.();
  expect(getKernel('BatchMatMul', 'wasm')).toBe(stock);
});

test('it starts from a folder that is given', async () => {
  expect(await wasm({ wasmPaths: folder + sep }).start()).toHaveProperty('device');
});

test('where its files are not it does not start, and says what may help', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(await wasm({ wasmPaths: '/nowhere/' }).start()).toEqual({
    absent: 'installed but did not start: tfjs has just logged why',
    remedy: expect.stringMatching(/^give wasmPaths: .*bundlers\.md$/),
  });
  expect(warn).toHaveBeenCalled();
  error.mockRestore();
  warn.mockRestore();
});

test('its options are its own, and wrong ones are refused', () => {
  expect(() => wasm({ threads: 0 })).toThrow('wasm: threads must be a positive integer, got 0');
  expect(() => wasm({ thread: 2 } as never)).toThrow('wasm: unknown option "thread"; did you mean "threads"?');
  expect(() => wasm({ wasmPaths: 3 as never })).toThrow('wasm: wasmPaths must be the URL of a folder');
});
