// internal: starts tfjs's wasm backend, on memory that threads can share where that can be

import { threading } from '@kindling/core';
import { engine, env, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { memoryOf, runningBackend } from '../tfjs/adapter/device.ts';
import { onSharedMemory } from './sharedMemory.ts';

export interface BackendOptions {
  /** Whether threads are to share its memory. */
  readonly share: boolean;
}

/**
 * Makes `wasm` tfjs's backend, and says whether its memory is shared, or why it is not. One that runs without shared
 * memory starts anew, unless it holds tensors: then it stays as it is.
 *
 * @throws Where it does not start; tfjs has logged the reason.
 */
export const startBackend = async ({ share }: BackendOptions): Promise<true | string> => {
  await pending();
  const possible = share ? threading.canShare() : 'one thread was requested';
  if (runningBackend() === undefined) return begin(possible);
  await activate();
  if (isShared()) return true;
  if (possible !== true) return possible;
  const held = runningBackend()!.numDataIds();
  if (held > 0) return `the wasm backend was started before install() and holds ${held} tensors`;
  stop();
  return begin(true);
};

const begin = async (possible: true | string): Promise<true | string> => {
  if (possible === true && (await threading.withoutRethrowers(beginShared))) return true;
  await activate();
  return possible === true ? 'the wasm backend does not start on shared memory' : possible;
};

/**
 * Without tfjs's own threads, which it has in isolated pages: they would compete with ours for the cores, and bundlers
 * break them, since they are made of a function's source. Its build for one thread works on shared memory just as well.
 */
const beginShared = async (): Promise<boolean> => {
  const flag = 'WASM_HAS_MULTITHREAD_SUPPORT';
  const before = await env().getAsync(flag);
  env().set(flag, false);
  try {
    return (await onSharedMemory(() => setBackend('wasm'))) && isShared();
  } finally {
    env().set(flag, before);
  }
};

const activate = async (): Promise<void> => {
  if (await threading.withoutRethrowers(() => setBackend('wasm'))) return;
  throw new Error('install: the wasm backend did not start, for the reason that tfjs has just logged');
};

const isShared = (): boolean => !(memoryOf(runningBackend()!).buffer instanceof ArrayBuffer);

/** Takes the backend out, and puts its factory back in. */
const stop = (): void => {
  const { factory, priority } = engine().registryFactory.wasm!;
  threading.keepListeners(() => removeBackend('wasm'));
  registerBackend('wasm', factory, priority);
};

/** A start that somebody has begun and not waited for. */
const pending = async (): Promise<void> => {
  await (engine() as unknown as { readonly pendingBackendInit?: Promise<unknown> | null }).pendingBackendInit;
};
