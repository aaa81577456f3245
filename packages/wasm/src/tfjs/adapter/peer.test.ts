import { engine, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import { requireBackend } from './peer.ts';

const peer = '@tensorflow/tfjs-backend-wasm';

afterEach(() => {
  vi.doUnmock(peer);
  if ('wasm' in engine().registryFactory) removeBackend('wasm');
});

test('a backend that somebody has loaded is not loaded again', async () => {
  vi.doMock(peer, () => {
    throw new Error('loaded');
  });
  registerBackend('wasm', () => Promise.reject(new Error('not now')));
  await expect(requireBackend()).resolves.toBeUndefined();
});

test('one that is not there is loaded', async () => {
  vi.doMock(peer, () => {
    registerBackend('wasm', () => Promise.reject(new Error('not now')));
    return {};
  });
  await requireBackend();
  expect('wasm' in engine().registryFactory).toBe(true);
});

test('one that cannot be loaded is an error, with what to install', async () => {
  const cause = new Error('Cannot find package');
  vi.doMock(peer, () => {
    throw cause;
  });
  const error = await requireBackend().catch((reason: Error) => reason);
  expect((error as Error).message).toBe(
    `install: ${peer} is not installed or can't be loaded; npm install ${peer}@4.22.0`,
  );
  expect((error as Error).cause).toBeDefined();
});

test('one on another copy of tfjs-core is an error', async () => {
  vi.doMock(peer, () => ({}));
  await expect(requireBackend()).rejects.toThrow(
    `install: ${peer} is on another copy of tfjs-core than @kindling/wasm; have one, in version 4.22.0`,
  );
});
