import {
  backend_util,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedDepthwiseConv2D,
} from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../testing/expectClose.ts';
import { drawFrom, drawNumbers, inSize, outSize, windowsIn } from '../../../testing/geometries.ts';
import { testDevice } from '../../../testing/testDevice.ts';
import { depthwise } from './depthwise.ts';

type Pad = Parameters<typeof backend_util.computeConv2DInfo>[4];

const explicit: Pad = [
  [0, 0],
  [2, 1],
  [0, 3],
  [0, 0],
];

describe('depthwise convolution in tfjs', () => {
  it('takes every padding, stride, dilation and multiplier, with both gradients, and holds nothing after', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const draw = draws(seed);
      const from = <T>(...choices: readonly T[]): T => drawFrom(draw, choices);
      const [channels, multiplier] = [from(1, 2, 3, 4, 8, 17), from(1, 1, 2, 3, 4, 6)];
      const inputShape: [number, number, number, number] = [from(0, 1, 2, 5), from(5, 6, 9), from(5, 8, 11), channels];
      const filterShape: [number, number, number, number] = [from(1, 2, 3), from(1, 2, 3), channels, multiplier];
      const attributes = {
        strides: [from(1, 2, 3), from(1, 2)] as [number, number],
        dilations: from([1, 1], [2, 1], [1, 2]) as [number, number],
        pad: from<Pad>('same', 'valid', 1, explicit),
        dimRoundingMode: 'floor' as const,
      };
      const { strides, dilations, pad, dimRoundingMode } = attributes;
      const info = backend_util.computeConv2DInfo(
        inputShape,
        filterShape,
        strides,
        dilations,
        pad,
        dimRoundingMode,
        true,
      );
      const wide = { ...info, inChannels: info.outChannels };
      const numbers = {
        x: drawNumbers(draw, inSize(info)),
        filter: drawNumbers(
          draw,
          filterShape.reduce((a, b) => a * b),
        ),
        dy: drawNumbers(draw, outSize(wide)),
      };
      const sums = {
        y: new Float64Array(outSize(wide)),
        x: new Float64Array(inSize(info)),
        filter: new Float64Array(numbers.filter.length),
      };
      const bounds = { y: sums.y.slice(), x: sums.x.slice(), filter: sums.filter.slice() };
      const add = (to: keyof typeof sums, place: number, term: number): void => {
        sums[to][place]! += term;
        bounds[to][place]! += Math.abs(term);
      };
      for (const tap of windowsIn(wide).flat()) {
        const input = Math.floor(tap.input / multiplier);
        const [x, filter, dy] = [numbers.x[input]!, numbers.filter[tap.filter]!, numbers.dy[tap.output]!];
        add('y', tap.output, x * filter);
        add('x', input, dy * filter);
        add('filter', tap.filter, dy * x);
      }

      const device = testDevice({ parts: 1 + (seed % 3) });
      const x = device.tensor(numbers.x, inputShape);
      const filter = device.tensor(numbers.filter, filterShape);
      const dy = device.tensor(numbers.dy, info.outShape);
      const y = device.run(depthwise, DepthwiseConv2dNative, { x, filter }, attributes);
      expect(y.shape).toEqual(info.outShape);
      expectClose(device.numbers(y), sums.y, bounds.y, `seed ${seed}, y`);
      const toInput = { ...attributes, inputShape };
      const dx = device.run(depthwise, DepthwiseConv2dNativeBackpropInput, { dy, filter }, toInput);
      expect(dx.shape).toEqual(inputShape);
      expectClose(device.numbers(dx), sums.x, bounds.x, `seed ${seed}, dx`);
      const toFilter = { ...attributes, filterShape };
      const dw = device.run(depthwise, DepthwiseConv2dNativeBackpropFilter, { x, dy }, toFilter);
      expect(dw.shape).toEqual(filterShape);
      expectClose(device.numbers(dw), sums.filter, bounds.filter, `seed ${seed}, dw`);
      expect(device.held(), `seed ${seed}`).toBe(6);
    }
  });

  it('adds a bias for each filter and applies an activation', () => {
    const device = testDevice();
    const x = device.tensor([1, 2], [1, 1, 1, 2]);
    const filter = device.tensor([1, -2, 3, 4], [1, 1, 2, 2]);
    const bias = device.tensor([0.5, 0.5, -3, 0], [4]);
    const attributes = { strides: 1, pad: 'valid', dilations: 1, dataFormat: 'NHWC' };
    const fused = (inputs: object, activation: string) => [
      ...device.numbers(
        device.run(depthwise, FusedDepthwiseConv2D, { x, filter, ...inputs }, { ...attributes, activation }),
      ),
    ];
    expect(fused({ bias }, 'linear')).toEqual([1.5, -1.5, 3, 8]);
    expect(fused({ bias }, 'relu')).toEqual([1.5, 0, 3, 8]);
    expect(fused({ bias }, 'relu6')).toEqual([1.5, 0, 3, 6]);
    expect(fused({}, 'relu')).toEqual([1, 0, 6, 8]);
  });

  it('leaves channels first to tfjs, and refuses a gradient of another shape', () => {
    const device = testDevice();
    const x = device.tensor([1, 2], [1, 1, 1, 2]);
    const filter = device.tensor([1, 2], [1, 1, 2, 1]);
    const attributes = { strides: 1, pad: 'valid', dilations: 1 };
    const forward = depthwise.find(({ name }) => name === DepthwiseConv2dNative)!;
    expect(forward.compute({ x, filter }, { ...attributes, dataFormat: 'NCHW' }, device)).toBeUndefined();
    const toFilter = { ...attributes, filterShape: filter.shape };
    const dy = device.tensor([1], [1, 1, 1, 1]);
    expect(() => device.run(depthwise, DepthwiseConv2dNativeBackpropFilter, { x, dy }, toFilter)).toThrow(
      'DepthwiseConv2dNativeBackpropFilter: dy must be like the output, [1,1,1,2], got [1,1,1,1]',
    );
  });
});
