// internal: starts tfjs's wasm backend, on memory that threads can share where that can be

import { backendStarting, threading } from '@kindling/core';
import { engine, env, type KernelBackend, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WasmStartError } from '../startError.ts';
import { memoryOf, runningBackend } from '../tfjs/adapter/device.ts';
import { onModuleStart, type StartOptions } from './moduleStart.ts';
import { unknown } from './wasmFile.ts';

/**
 * Makes `wasm` tfjs's backend, and says whether its memory is shared, or why it is not. One that runs without shared
 * memory starts anew, unless it holds tensors: then it stays as it is.
 *
 * @throws WasmStartError where it does not start.
 */
export const startBackend = async ({ share, ...place }: StartOptions): Promise<true | string> => {
  await backendStarting();
  const possible = share ? threading.canShare() : 'one thread was requested';
  if (runningBackend() === undefined) return begin(possible, place);
  await setBackend('wasm');
  if (isShared()) return true;
  if (possible !== true) return possible;
  const held = runningBackend()!.numDataIds();
  if (held > 0) return `the wasm backend was started before install() and holds ${held} tensors`;
  stop();
  return begin(true, place);
};

const begin = async (possible: true | string, place: Omit<StartOptions, 'share'>): Promise<true | string> => {
  const share = possible === true;
  await activate({ share, ...place });
  return share && !isShared() ? 'the wasm backend does not start on shared memory' : possible;
};

/**
 * tfjs hears of a backend that has started, and of no other: about a failure it writes several lines to the console.
 * Without tfjs's own threads, which it has in isolated pages: they would compete with ours for the cores, and bundlers
 * break them, since they are made of a function's source. Its build for one thread works on shared memory just as well.
 */
const activate = async (options: StartOptions): Promise<void> => {
  const flag = 'WASM_HAS_MULTITHREAD_SUPPORT';
  const before = await env().getAsync(flag);
  const registered = engine().registryFactory.wasm!;
  env().set(flag, false);
  try {
    const start = async (): Promise<KernelBackend> => registered.factory();
    const started = await threading.withoutRethrowers(() => onModuleStart(options, start));
    engine().registryFactory.wasm = { ...registered, factory: () => started };
    await setBackend('wasm');
  } catch (cause) {
    throw cause instanceof WasmStartError ? cause : unknown(cause);
  } finally {
    engine().registryFactory.wasm = registered;
    env().set(flag, before);
  }
};

const isShared = (): boolean => !(memoryOf(runningBackend()!).buffer instanceof ArrayBuffer);

/** Takes the backend out, and puts its factory back in. */
const stop = (): void => {
  const { factory, priority } = engine().registryFactory.wasm!;
  threading.keepListeners(() => removeBackend('wasm'));
  registerBackend('wasm', factory, priority);
};
