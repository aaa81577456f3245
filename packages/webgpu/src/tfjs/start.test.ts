import { engine, ones, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findGpu } from '#gpu';
import { install } from '../install.ts';
import { runningBackend } from './backend.ts';
import { loadPeer } from './peer.ts';

describe.skipIf(lacksSoftwareGpu !== undefined)(`a start on Dawn (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
  let undoGlobals: () => void;

  /** tfjs's backend as a program without us starts it. */
  const begin = (): Promise<boolean> => setBackend('webgpu');

  beforeEach(async () => {
    provideSoftwareGpu();
    const { gpu, provideGlobals } = await findGpu();
    undoGlobals = provideGlobals();
    const { WebGPUBackend } = await loadPeer();
    if ('webgpu' in engine().registryFactory) removeBackend('webgpu'); // tfjs's own, of its first import
    registerBackend('webgpu', async () => {
      const adapter = (await gpu.requestAdapter())!;
      return new WebGPUBackend(await adapter.requestDevice(), adapter.info);
    });
  });

  afterEach(() => {
    removeBackend('webgpu');
    undoGlobals();
  });

  test('what tfjs has begun is waited for, watched over, and goes on after the undo', async () => {
    const begun = begin();
    const installed = await install();
    expect(await begun).toBe(true);
    const backend = runningBackend()!;
    expect(installed.adapter.name).toBe('software GPU (SwiftShader)');
    expect(Object.hasOwn(backend, 'read')).toBe(true);
    await installed.undo();
    expect(Object.hasOwn(backend, 'read')).toBe(false);
    expect(runningBackend()).toBe(backend);
  });

  test('one whose device is lost is left for a new one', async () => {
    await begin();
    const lost = runningBackend()!;
    lost.device.destroy();
    await lost.device.lost;
    const installed = await install();
    expect(runningBackend()).not.toBe(lost);
    const x = ones([2]);
    expect(await x.data()).toEqual(new Float32Array([1, 1]));
    x.dispose();
    await installed.undo();
    expect(Object.keys(engine().registry)).toEqual([]);
  });

  test('one whose device is lost under the installation is, too, and tfjs can start its own again', async () => {
    await begin();
    const first = await install();
    runningBackend()!.device.destroy();
    await first.lost;
    const second = await install();
    await second.undo();
    await first.undo();
    expect(await begin()).toBe(true);
  });
});
