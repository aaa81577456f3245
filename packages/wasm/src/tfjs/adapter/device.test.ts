import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRuntime } from '../../runtime.ts';
import { narrow } from '../../simd.ts';
import { deviceOn, heapOf, memoryOf, runningBackend, type WasmBackend } from './device.ts';
import type { Device } from './replacement.ts';

/** A backend of which only the parts given here are there. */
const backendWith = (parts: object): WasmBackend => parts as WasmBackend;
const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });

describe('the memory of tfjs', () => {
  it('is found wherever a build of Emscripten keeps it', () => {
    expect(memoryOf(backendWith({ wasm: { wasmMemory: memory } }))).toBe(memory);
    expect(memoryOf(backendWith({ wasm: { asm: { memory } } }))).toBe(memory);
    expect(() => memoryOf(backendWith({ wasm: {} }))).toThrow(
      'wasm: this build of tfjs-backend-wasm keeps its memory to itself',
    );
  });

  it('is had from its allocator, beyond 2 GiB too, and an error where there is none', () => {
    const answers = [1024, -(2 ** 31), 0];
    const freed: number[] = [];
    const wasm = { wasmMemory: memory, _malloc: () => answers.shift()!, _free: (at: number) => freed.push(at) };
    const heap = heapOf(backendWith({ wasm }));
    expect([heap.allocate(8), heap.allocate(8)]).toEqual([1024, 2 ** 31]);
    expect(() => heap.allocate(2 ** 32)).toThrow('wasm: no memory left for 4294967296 bytes');
    expect(() => heap.allocate(8)).toThrow('wasm: no memory left for 8 bytes');
    heap.free(1024);
    expect(freed).toEqual([1024]);
  });
});

it('there is no backend before it has started', () => {
  expect(runningBackend()).toBeUndefined();
});

describe('tensors of the running backend', () => {
  let backend: WasmBackend;
  let device: Device;
  beforeAll(async () => {
    await tf.setBackend('wasm');
    backend = runningBackend()!;
    device = deviceOn(backend, createRuntime(heapOf(backend), narrow, undefined));
  });
  afterAll(() => {
    tf.removeBackend('wasm');
  });

  const numbers = (tensor: tf.TensorInfo) => [...new Float32Array(memoryOf(backend).buffer, device.address(tensor), 2)];

  it('lie where their numbers are', () => {
    const x = tf.tensor1d([3, 4]);
    expect(numbers(x)).toEqual([3, 4]);
    x.dispose();
  });

  it('are made, shared and let go', () => {
    const before = backend.numDataIds();
    const made = device.output([1, 2], 'float32');
    expect(made).toMatchObject({ shape: [1, 2], dtype: 'float32' });
    expect(device.isShared(made)).toBe(false);
    const alias = device.alias(made, [2]);
    expect(alias).toMatchObject({ shape: [2], dtype: 'float32' });
    expect(device.isShared(made)).toBe(true);
    new Float32Array(memoryOf(backend).buffer, device.address(made), 2).set([5, 6]);
    device.release(made);
    expect(numbers(alias)).toEqual([5, 6]);
    device.release(alias);
    expect(backend.numDataIds()).toBe(before);
  });

  it('go through other kernels, if those exist', () => {
    const x = tf.tensor1d([1, 2]);
    const y = device.call('Add', { a: x, b: x }, {});
    expect(numbers(y)).toEqual([2, 4]);
    device.release(y);
    x.dispose();
    expect(() => device.call('Nothing', {}, {})).toThrow('wasm: there is no kernel Nothing');
  });
});
