import { backend_util } from '@tensorflow/tfjs-core';
import { describe, expect, it, test } from 'vitest';
import { countTaps, infoOf, isOutput, requireWindow, windowArguments, windowOf } from './geometry.ts';

const plain = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC' };
const tensor = (...shape: number[]) => ({ dataId: {}, shape, dtype: 'float32' as const });
const windowFor = (attributes: object, input = [2, 9, 8, 3], filter = [3, 2, 3, 5]) =>
  windowOf(infoOf('test', input, filter, { ...plain, ...attributes })!);

describe('the geometry of a convolution', () => {
  it('is that of its shapes', () => {
    expect(windowFor({})).toEqual({
      image: { height: 9, width: 8, channels: 3 },
      taps: { height: 3, width: 2 },
      stride: { height: 1, width: 1 },
      dilation: { height: 1, width: 1 },
      pad: { top: 0, left: 0 },
      stops: { height: 7, width: 7 },
    });
  });

  it('has strides and dilations, of one number or two', () => {
    const { stride, stops } = windowFor({ strides: [2, 3] });
    expect([stride, stops]).toEqual([
      { height: 2, width: 3 },
      { height: 4, width: 3 },
    ]);
    expect(windowFor({ strides: 2 }).stride).toEqual({ height: 2, width: 2 });
    expect(windowFor({ dilations: [3, 1] }).stops).toEqual({ height: 3, width: 7 });
    expect(windowFor({ dilations: 2 }).dilation).toEqual({ height: 2, width: 2 });
  });

  it('has every padding', () => {
    const padding = (pad: unknown) => {
      const window = windowFor({ pad, strides: [2, 2] });
      return [window.pad.top, window.pad.left, window.stops.height, window.stops.width];
    };
    expect(padding('valid')).toEqual([0, 0, 4, 4]);
    expect(padding('same')).toEqual([1, 0, 5, 4]);
    expect(padding(1)).toEqual([1, 1, 5, 4]);
    const explicit = [
      [0, 0],
      [2, 1],
      [0, 3],
      [0, 0],
    ];
    expect(padding(explicit)).toEqual([2, 0, 5, 5]);
  });

  it('is not ours where channels come first', () => {
    expect(infoOf('test', [2, 3, 9, 8], [3, 2, 3, 5], { ...plain, dataFormat: 'NCHW' })).toBeUndefined();
  });

  it('is refused where not even one window fits', () => {
    expect(() => windowFor({}, [1, 1, 8, 3])).toThrow('test: the padded input must hold a window of 3 x 2, got 1 x 8');
  });

  it('tells an output by its shape', () => {
    const info = infoOf('test', [2, 9, 8, 3], [3, 2, 3, 5], plain)!;
    expect(isOutput(tensor(2, 7, 7, 5), info)).toBe(true);
    for (const other of [tensor(2, 7, 7, 4), tensor(2, 7, 6, 5), tensor(490), tensor(2, 7, 7, 5, 1)]) {
      expect(isOutput(other, info)).toBe(false);
    }
  });
});

const paddedInfo = (height: number, taps: number) =>
  backend_util.computeConv2DInfo(
    [2, height, 8, 3],
    [taps, 2, 3, 5],
    [2, 1],
    [1, 1],
    [
      [0, 0],
      [1, 0],
      [0, 2],
      [0, 0],
    ],
  );

test('kernels are told lengths, outputs, windows, strides, dilations and padding, in this order', () => {
  expect(windowArguments('test', paddedInfo(9, 3))).toEqual([
    ...[9, 8, 3],
    ...[4, 9],
    ...[3, 2],
    ...[2, 1],
    ...[1, 1],
    ...[1, 0],
  ]);
});

test('taps are those of all windows', () => {
  expect(countTaps(paddedInfo(9, 3))).toBe(2 * 4 * 9 * 3 * 2 * 3);
});

test('a numeric padding for which tfjs-core takes the window for a square is refused by that', () => {
  expect(() => windowFor({ pad: 0 }, [1, 5, 2, 3], [4, 1, 3, 5])).toThrow(
    'test: the padded input must hold a window of 4 x 4, which tfjs makes of one of 4 x 1 where the padding is a number, got 5 x 2',
  );
});

test('a window larger than the padded input is refused; one that only just does not fit has no outputs', () => {
  expect(() => requireWindow('test', paddedInfo(3, 4))).not.toThrow();
  expect(() => requireWindow('test', paddedInfo(1, 6))).toThrow(
    'test: the padded input must hold a window of 6 x 2, got 1 x 8',
  );
  expect(() => windowArguments('test', paddedInfo(1, 6))).toThrow(RangeError);
});
