import type { Attributes } from '@kindling/core';
import { Add, Elu, LeakyRelu, Prelu, Relu, Relu6, Sigmoid, type TensorInfo } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compiled } from '../../../testing/compiled.ts';
import { type TestDevice, testDevice } from '../../../testing/testDevice.ts';
import { v128 } from '../../assembler/vectors.ts';
import { activationOf, finishElsewhere } from './activation.ts';
import type { Device, Inputs } from './replacement.ts';

const bias = (...shape: number[]): TensorInfo => ({ dataId: {}, shape, dtype: 'float32' });

describe('what a kernel of ours does after its product', () => {
  it('is known by a key, which differs where the code does', () => {
    const keys = ['linear', 'relu', 'relu6', undefined].flatMap((activation) =>
      [undefined, bias(3)].map((given) => activationOf({ activation }, given, 3)?.key),
    );
    expect(keys).toEqual([
      ...['linear', 'linear + bias', 'relu', 'relu + bias', 'relu6', 'relu6 + bias'],
      ...['linear', 'linear + bias'],
    ]);
  });

  it('takes a bias of one number a column only', () => {
    for (const given of [bias(3), bias(1, 3), bias(1, 1, 3)]) {
      expect(activationOf({}, given, 3)?.epilogue.bias).toBe(true);
    }
    const others = [bias(1), bias(2, 3), bias(3, 1), bias(), { ...bias(3), dtype: 'int32' as const }];
    for (const given of others) expect(activationOf({}, given, 3)).toBeUndefined();
  });

  it('leaves to others what is more than a comparison, and refuses what nobody knows', () => {
    for (const activation of ['elu', 'sigmoid', 'leakyrelu', 'prelu']) {
      expect(activationOf({ activation }, undefined, 3)).toBeUndefined();
    }
    expect(() => activationOf({ activation: 'toString' }, undefined, 3)).toThrow(
      'fused kernels: activation must be one of linear, relu, relu6, elu, sigmoid, leakyrelu, prelu, got toString',
    );
  });

  it.each([
    ['relu', [0, 0, 0, 5, 7, Number.POSITIVE_INFINITY, 0, Number.NaN]],
    ['relu6', [0, 0, 0, 5, 6, 6, 0, Number.NaN]],
  ])('%s is that of its formula, and NaN stays NaN', (activation, wanted) => {
    const { activation: emit } = activationOf({ activation }, undefined, 1)!.epilogue;
    const run = compiled((f, from, to) => {
      for (const at of [0, 16]) f.store(to, emit!(v128.load(from, at)), at);
    });
    const x = [-3, 0, -1e-45, 5, 7, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
    expect([...new Float32Array(run(Float32Array.from(x)), 0, 8)].map((value) => value + 0)).toEqual(wanted);
  });
});

interface Call {
  readonly kernel: string;
  readonly inputs: Inputs;
  readonly attributes: Attributes;
}

/** A device whose kernels only give a new tensor, and write down that they were called. */
const recorder = (): { device: TestDevice; calls: Call[] } => {
  const device = testDevice();
  const calls: Call[] = [];
  const call: Device['call'] = (kernel, inputs, attributes) => {
    calls.push({ kernel, inputs, attributes });
    return device.output([1], 'float32');
  };
  return { device: { ...device, call }, calls };
};

describe('the rest in steps', () => {
  it.each([
    ['linear', []],
    ['relu', [Relu]],
    ['relu6', [Relu6]],
    ['elu', [Elu]],
    ['sigmoid', [Sigmoid]],
    ['leakyrelu', [LeakyRelu]],
    ['prelu', [Prelu]],
  ])('of %s adds the bias, applies it, and holds nothing but the result', (activation, kernels) => {
    const { device, calls } = recorder();
    const inputs = { bias: device.tensor([1], [1]), preluActivationWeights: device.tensor([0.5], [1]) };
    const result = finishElsewhere(device, device.tensor([2], [1]), inputs, { activation, leakyreluAlpha: 0.3 });
    expect(calls.map(({ kernel }) => kernel)).toEqual([Add, ...kernels]);
    expect(calls[0]!.inputs.b).toBe(inputs.bias);
    if (activation === 'prelu') expect(calls[1]!.inputs.alpha).toBe(inputs.preluActivationWeights);
    if (activation === 'leakyrelu') expect(calls[1]!.attributes).toEqual({ alpha: 0.3 });
    expect(device.held()).toBe(3);
    device.release(result);
    expect(device.held()).toBe(2);
  });

  it('needs no bias, and a slope has a default', () => {
    const { device, calls } = recorder();
    finishElsewhere(device, device.tensor([2], [1]), {}, { activation: 'leakyrelu' });
    expect(calls.map(({ kernel, attributes }) => [kernel, attributes])).toEqual([[LeakyRelu, { alpha: 0.2 }]]);
  });

  it('lets go of the product where a step fails', () => {
    const device = testDevice();
    const linear = device.tensor([2], [1]);
    expect(() => finishElsewhere(device, linear, {}, { activation: 'elu' })).toThrow('Elu gave no tensor');
    expect(device.held()).toBe(0);
  });
});
