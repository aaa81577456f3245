import '@tensorflow/tfjs-backend-wasm';
import { threading } from '@kindling/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryOf, runningBackend } from '../tfjs/adapter/device.ts';
import { startBackend } from './backend.ts';
import { sharedBinary } from './sharedBinary.ts';

const { factory, priority } = tf.engine().registryFactory.wasm!;

beforeEach(() => {
  tf.enableProdMode();
});

afterEach(() => {
  vi.restoreAllMocks();
  tf.disposeVariables();
  threading.keepListeners(() => tf.removeBackend('wasm'));
  tf.registerBackend('wasm', factory, priority);
});

const isShared = () => memoryOf(runningBackend()!).buffer instanceof SharedArrayBuffer;

test('the backend starts on shared memory, and nothing of the start stays behind', async () => {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const listeners = process.listeners('uncaughtException');
  const flag = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  expect(await startBackend({ share: true })).toBe(true);
  expect(tf.getBackend()).toBe('wasm');
  expect(isShared()).toBe(true);
  expect(await startBackend({ share: true })).toBe(true);
  expect(WebAssembly).toMatchObject({ instantiate, instantiateStreaming });
  expect(process.listeners('uncaughtException')).toEqual(listeners);
  expect(tf.env().get('WASM_HAS_MULTITHREAD_SUPPORT')).toBe(flag);
});

test('where one thread is requested, memory is not shared', async () => {
  expect(await startBackend({ share: false })).toBe('one thread was requested');
  expect(isShared()).toBe(false);
});

test('a backend without tensors starts anew', async () => {
  await tf.setBackend('wasm');
  expect(isShared()).toBe(false);
  expect(await startBackend({ share: true })).toBe(true);
  expect(isShared()).toBe(true);
});

test('one that is only about to start is waited for', async () => {
  const started = tf.setBackend('wasm');
  expect(await startBackend({ share: true })).toBe(true);
  expect(await started).toBe(true);
  expect(isShared()).toBe(true);
});

test('one that holds tensors stays, and says why', async () => {
  await tf.setBackend('wasm');
  const kept = tf.tensor1d([1, 2, 3]);
  expect(await startBackend({ share: true })).toBe('the wasm backend was started before install() and holds 1 tensors');
  expect(kept.dataSync()).toEqual(Float32Array.of(1, 2, 3));
  kept.dispose();
});

test('a host that cannot share says why', async () => {
  vi.spyOn(threading, 'canShare').mockReturnValue('there are no workers here');
  expect(await startBackend({ share: true })).toBe('there are no workers here');
  expect(isShared()).toBe(false);
});

/** WebAssembly as on a host that refuses some of tfjs's modules. */
const refuse = (isRefused: (bytes: Uint8Array) => boolean): void => {
  const instantiate = WebAssembly.instantiate as (source: BufferSource, imports?: WebAssembly.Imports) => unknown;
  vi.spyOn(WebAssembly, 'instantiate').mockImplementation((async (source: Uint8Array, imports: WebAssembly.Imports) => {
    if (isRefused(source)) throw new RangeError('could not allocate memory');
    return instantiate(source as BufferSource, imports);
  }) as unknown as typeof WebAssembly.instantiate);
};

test('where shared memory does not come to be, the backend starts without', async () => {
  refuse((bytes) => {
    try {
      return sharedBinary(bytes) === undefined;
    } catch {
      return true; // it is shared already
    }
  });
  expect(await startBackend({ share: true })).toBe('the wasm backend does not start on shared memory');
  expect(isShared()).toBe(false);
  expect(tf.tensor1d([1, 2]).dataSync()).toEqual(Float32Array.of(1, 2));
});

test.each([true, false])('a backend that does not start at all is an error (shared: %s)', async (share) => {
  const warn = vi.spyOn(console, 'warn');
  refuse(() => true);
  await expect(startBackend({ share })).rejects.toThrow(
    "install: the wasm backend did not start: tfjs's module was refused (RangeError: could not allocate memory); ",
  );
  expect(warn).not.toHaveBeenCalled();
  expect(tf.engine().registryFactory.wasm!.factory).toBe(factory);
});
