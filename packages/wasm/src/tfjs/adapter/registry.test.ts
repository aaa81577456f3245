import { getKernel, type KernelConfig, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { register } from './registry.ts';
import type { Replacement } from './replacement.ts';

const kernelName = 'Sample';
const result = (name: string): TensorInfo => ({ dataId: { name }, shape: [], dtype: 'float32' });
const config = (name: string): KernelConfig => ({
  ...{ kernelName, backendName: 'wasm', kernelFunc: () => result(name) },
  setupFunc: () => undefined,
});
const replacement = (compute: Replacement['compute']): Replacement => ({ name: kernelName, compute });
/** As they come. */
const runs: Parameters<typeof register>[2] = {
  run: (_name, kernel, call) => kernel(call),
  runStock: (_name, kernel, call) => kernel(call),
};
const registered = () => getKernel(kernelName, 'wasm');
const run = (inputs: Record<string, TensorInfo> = {}, attrs = {}) =>
  (registered() as KernelConfig).kernelFunc({ inputs, attrs, backend: {} }) as TensorInfo;

afterEach(() => {
  if (registered() !== undefined) unregisterKernel(kernelName, 'wasm');
});

describe('a replacement', () => {
  it('takes the place of the kernel that there is, with inputs, attributes and device', () => {
    registerKernel(config('stock'));
    const device = testDevice();
    const seen: unknown[] = [];
    const undo = register(
      [
        replacement((...all) => {
          seen.push(...all);
          return result('ours');
        }),
      ],
      device,
      runs,
    );
    const [inputs, attrs] = [{ x: result('x') }, { axis: 1 }];
    expect(run(inputs, attrs)).toEqual(result('ours'));
    expect(seen).toEqual([inputs, attrs, device]);
    expect(registered()!.setupFunc).toBeTypeOf('function');
    undo();
  });

  it('leaves to it what it does not take', () => {
    registerKernel(config('stock'));
    const undo = register([replacement(() => undefined)], testDevice(), runs);
    expect(run()).toEqual(result('stock'));
    undo();
  });

  it('of nothing is refused where it does not take the inputs, with their types and shapes', () => {
    const undo = register([replacement(() => undefined)], testDevice(), runs);
    const inputs = { x: { ...result('x'), shape: [2, 3] }, i: { ...result('i'), dtype: 'int32' as const } };
    expect(() => run(inputs)).toThrow('Sample: the wasm backend has no kernel for x float32 [2,3], i int32 []');
    undo();
  });
});

it("all kernels are run by what watches over memory, tfjs's as such", () => {
  registerKernel(config('stock'));
  registerKernel({ ...config('other'), kernelName: 'Other' });
  const told: string[] = [];
  const tell =
    (how: string): (typeof runs)['run'] =>
    (name, kernel, call) => {
      told.push(`${how} ${name}`);
      return kernel(call);
    };
  const undo = register([replacement(() => undefined)], testDevice(), { run: tell('ours'), runStock: tell('stock') });
  run();
  (getKernel('Other', 'wasm') as KernelConfig).kernelFunc({ inputs: {}, attrs: {}, backend: {} });
  expect(told).toEqual(['ours Sample', 'stock Sample', 'stock Other']);
  undo();
  unregisterKernel('Other', 'wasm');
});

describe('the undo', () => {
  it('brings back the very kernel that was there, once', () => {
    const stock = config('stock');
    registerKernel(stock);
    const undo = register([replacement(() => result('ours'))], testDevice(), runs);
    expect(registered()).not.toBe(stock);
    undo();
    expect(registered()).toBe(stock);
    unregisterKernel(kernelName, 'wasm');
    undo();
    expect(registered()).toBeUndefined();
  });

  it('takes out what had no kernel', () => {
    register([replacement(() => result('ours'))], testDevice(), runs)();
    expect(registered()).toBeUndefined();
  });

  it('leaves a kernel that somebody has registered since', () => {
    registerKernel(config('stock'));
    const undo = register([replacement(() => result('ours'))], testDevice(), runs);
    const theirs = config('theirs');
    unregisterKernel(kernelName, 'wasm');
    registerKernel(theirs);
    undo();
    expect(registered()).toBe(theirs);
  });
});
