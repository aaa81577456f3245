import { sizeOf } from '@kindling/core';
import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  Elu,
  FusedConv2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { drawConvolution } from '../../../testing/convolutionCases.ts';
import { roundings, simdsOf } from '../../../testing/simds.ts';
import { numbersOf } from '../../../testing/stream.ts';
import { type TestDevice, testDevice } from '../../../testing/testDevice.ts';
import type { Device } from '../adapter/replacement.ts';
import { conv2d } from './conv2d.ts';

const plain = { strides: [1, 1], dilations: [1, 1], pad: 'valid', dataFormat: 'NHWC' };
const compute = (device: Device, name: string, inputs: Record<string, TensorInfo>, attributes: object = {}) =>
  conv2d.find((each) => each.name === name)!.compute(inputs, { ...plain, ...attributes }, device);

interface Operands {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
  readonly dy: TensorInfo;
}

/** y, dx and dw. */
const all = (device: TestDevice, { x, filter, dy }: Operands, attributes: object = {}) => {
  const given = { ...plain, ...attributes };
  return [
    device.run(conv2d, Conv2D, { x, filter }, given),
    device.run(conv2d, Conv2DBackpropInput, { dy, filter }, { ...given, inputShape: x.shape }),
    device.run(conv2d, Conv2DBackpropFilter, { x, dy }, { ...given, filterShape: filter.shape }),
  ].map((tensor) => device.numbers(tensor));
};

const draw = (device: TestDevice, ...shapes: [number[], number[], number[]]): Operands => {
  const [x, filter, dy] = shapes.map((shape, i) => device.tensor(numbersOf(i + 1, sizeOf(shape)), shape));
  return { x: x!, filter: filter!, dy: dy! };
};

describe('a convolution and its gradients', () => {
  it.each(roundings)(
    'have the same bits on every machine and for any number of threads (fused multiply-add: %s)',
    (relaxed) => {
      for (let seed = 501; seed <= 515; seed++) {
        const { info, attributes, filterShape, x, w, dy } = drawConvolution(seed);
        const bits = simdsOf(relaxed).flatMap((simd) =>
          [1, 3].map((parts) => {
            const device = testDevice({ simd, parts });
            const operands = {
              ...{ x: device.tensor(x, info.inShape), filter: device.tensor(w, filterShape) },
              dy: device.tensor(dy, info.outShape),
            };
            const numbers = all(device, operands, attributes).map(({ buffer }) => new Int32Array(buffer));
            expect([device.held(), device.runtime.borrowed()]).toEqual([6, 0]);
            return numbers;
          }),
        );
        for (const other of bits) expect(other, `seed ${seed}`).toEqual(bits[0]);
      }
    },
  );

  it('of long signals are those of short ones', () => {
    // Rows of windows of which none fits a thread's scratch memory: padded pictures, and pieces of rows.
    const device = testDevice({ parts: 2 });
    const [length, channels, filters] = [40_000, 16, 2];
    const operands = draw(device, [1, 1, length, channels], [1, 3, channels, filters], [1, 1, length, filters]);
    const [y, dx, dw] = all(device, operands, { pad: 'same' });
    const [x, w, dy] = [operands.x, operands.filter, operands.dy].map((tensor) => device.numbers(tensor));
    const at = (values: ArrayLike<number>, place: number): number => values[place] ?? 0;
    for (const column of [0, 1, 777, 20_000, length - 1]) {
      let [sum, gradient] = [0, 0];
      for (let tap = 0; tap < 3; tap++) {
        for (let q = 0; q < channels; q++)
          sum += at(x!, (column + tap - 1) * channels + q) * w![(tap * channels + q) * filters]!;
        for (let o = 0; o < filters; o++)
          gradient += at(dy!, (column - tap + 1) * filters + o) * w![tap * channels * filters + o]!;
      }
      expect(y![column * filters]).toBeCloseTo(sum, 4);
      expect(dx![column * channels]).toBeCloseTo(gradient, 4);
    }
    for (let tap = 0; tap < 3; tap++) {
      let [sum, bound] = [0, 0];
      for (let column = 0; column < length; column++) {
        const term = at(x!, (column + tap - 1) * channels) * dy![column * filters]!;
        sum += term;
        bound += Math.abs(term);
      }
      expect(Math.abs(dw![tap * channels * filters]! - sum)).toBeLessThan(2 ** -22 * bound);
    }
    expect(device.runtime.borrowed()).toBe(0);
  });

  it('with more filters than a row of them fits the scratch memory', () => {
    const device = testDevice();
    const [width, filters] = [300, 6000];
    const x = device.tensor(new Float32Array(width).fill(1), [1, 1, width, 1]);
    const dy = device.tensor(
      Float32Array.from({ length: width * filters }, (_, i) => i % filters),
      [1, 1, width, filters],
    );
    const dw = device.run(conv2d, Conv2DBackpropFilter, { x, dy }, { ...plain, filterShape: [1, 1, 1, filters] });
    expect([...device.numbers(dw)]).toEqual(Array.from({ length: filters }, (_, o) => width * o));
  });

  it('without channels or filters are 0', () => {
    const device = testDevice();
    const [y] = all(device, draw(device, [1, 3, 3, 0], [2, 2, 0, 2], [1, 2, 2, 2]));
    expect([...y!]).toEqual(new Array(8).fill(0));
    const [, dx] = all(device, draw(device, [1, 3, 3, 2], [2, 2, 2, 0], [1, 2, 2, 0]));
    expect([...dx!]).toEqual(new Array(18).fill(0));
    const [, , dw] = all(device, draw(device, [0, 3, 3, 1], [2, 2, 1, 1], [0, 2, 2, 1]));
    expect([...dw!]).toEqual([0, 0, 0, 0]);
  });

  it('give 0 to pixels that no window sees', () => {
    const device = testDevice();
    const operands = draw(device, [1, 5, 5, 1], [1, 1, 1, 1], [1, 2, 2, 1]);
    const [, dx] = all(device, operands, { strides: [3, 3] });
    const seen = [0, 3, 15, 18];
    expect([...dx!].every((value, pixel) => (value === 0) === !seen.includes(pixel))).toBe(true);
  });

  it('let NaN and infinity through, padding being zeros', () => {
    const device = testDevice();
    const [nan, inf] = [Number.NaN, Number.POSITIVE_INFINITY];
    const of = (x: number[], w: number[], dy: number[]) =>
      all(
        device,
        {
          x: device.tensor(x, [1, 1, 3, 1]),
          filter: device.tensor(w, [1, 2, 1, 1]),
          dy: device.tensor(dy, [1, 1, 3, 1]),
        },
        { pad: 'same' },
      ).map((numbers) => [...numbers]);
    // y[c] = x[c] w[0] + x[c + 1] w[1], with x[3] = 0.
    expect(of([1, nan, 2], [1, 1], [1, 1, 1])).toEqual([
      [nan, nan, 2],
      [1, 2, 2],
      [nan, nan],
    ]);
    expect(of([1, 2, 3], [inf, 1], [0, 1, 1])).toEqual([
      [inf, inf, inf],
      [nan, inf, inf],
      [5, 3],
    ]);
    expect(of([1, 2, 3], [1, inf], [1, 1, 1])[0]).toEqual([inf, inf, nan]);
    expect(of([1, 2, 3], [1, 1], [1, nan, 1])).toEqual([
      [3, 5, 3],
      [1, nan, nan],
      [nan, nan],
    ]);
  });
});

describe('what is not ours', () => {
  const device = testDevice();
  const { x, filter, dy } = draw(device, [1, 3, 3, 1], [2, 2, 1, 1], [1, 2, 2, 1]);

  it('is left to tfjs: channels first, other types, a gradient that is not like the output', () => {
    const [inputShape, filterShape] = [x.shape, filter.shape];
    const whole = device.tensor([1], [1, 1, 1, 1], 'int32');
    expect(compute(device, Conv2D, { x, filter }, { dataFormat: 'NCHW' })).toBeUndefined();
    expect(compute(device, FusedConv2D, { x, filter }, { dataFormat: 'NCHW' })).toBeUndefined();
    expect(compute(device, Conv2D, { x: whole, filter: whole })).toBeUndefined();
    expect(compute(device, Conv2DBackpropInput, { dy: x, filter }, { inputShape })).toBeUndefined();
    expect(compute(device, Conv2DBackpropFilter, { x, dy: x }, { filterShape })).toBeUndefined();
    expect(compute(device, Conv2DBackpropFilter, { x, dy }, { filterShape })).toBeDefined();
  });

  it('is refused where the picture is smaller than a window', () => {
    const great = device.tensor(new Float32Array(25), [5, 5, 1, 1]);
    expect(() => compute(device, Conv2D, { x, filter: great })).toThrow(
      'Conv2D: the padded input must hold a window of 5 x 5, got 3 x 3',
    );
    expect(() => compute(device, Conv2DBackpropInput, { dy, filter: great }, { inputShape: x.shape })).toThrow(
      'Conv2DBackpropInput: the padded input must hold a window of 5 x 5, got 3 x 3',
    );
  });
});

describe('a convolution with a bias and an activation', () => {
  const attributes = { activation: 'relu' };

  it('adds the one to every pixel and applies the other', () => {
    const device = testDevice();
    const x = device.tensor([1, 2, Number.NaN], [1, 1, 3, 1]);
    const filter = device.tensor([1, -1], [1, 1, 1, 2]);
    const bias = device.tensor([0.5, 1.5], [2]);
    const y = device.run(conv2d, FusedConv2D, { x, filter, bias }, { ...plain, ...attributes });
    expect([...device.numbers(y)]).toEqual([1.5, 0.5, 2.5, 0, Number.NaN, Number.NaN]);
  });

  it('goes on in steps where the activation is more than a comparison', () => {
    const inner = testDevice();
    const names: string[] = [];
    const call: Device['call'] = (kernel) => {
      names.push(kernel);
      return inner.output([1, 2, 2, 1], 'float32');
    };
    const { x, filter } = draw(inner, [1, 3, 3, 1], [2, 2, 1, 1], [1, 2, 2, 1]);
    compute({ ...inner, call }, FusedConv2D, { x, filter }, { activation: 'elu' });
    expect(names).toEqual([Elu]);
    expect([inner.held(), inner.runtime.borrowed()]).toEqual([4, 0]);
  });
});
