import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-core';
import { drawTensor } from '../drawn.ts';
import { type Operation, optional } from '../operation.ts';
import { drawLength, drawShape } from '../shapes.ts';

const of = (name: string, args: Operation['args'], more: Partial<Operation> = {}): Operation => ({
  name,
  args,
  gradient: false,
  ...more,
});

const spectrum = (name: string): Operation =>
  of(name, (draw) => [drawTensor(draw, [...drawShape(draw, 0, 2), 1 + draw.int(9)], 'complex64')]);

export const signals: readonly Operation[] = [
  spectrum('fft'),
  spectrum('ifft'),
  spectrum('irfft'),
  of('rfft', (draw) => [
    drawTensor(draw, [...drawShape(draw, 0, 2), 2 + draw.int(9)]),
    ...optional(draw, 2 + draw.int(9)),
  ]),
  of('signal.frame', (draw) => [
    drawTensor(draw, [drawLength(draw)]),
    1 + draw.int(4),
    1 + draw.int(4),
    ...optional(draw, draw.chance(0.5), 0.5),
  ]),
  of('signal.hammingWindow', (draw) => [1 + draw.int(9)]),
  of('signal.hannWindow', (draw) => [1 + draw.int(9)]),
  of('signal.stft', (draw) => [drawTensor(draw, [8 + draw.int(9)]), 4, 1 + draw.int(4), ...optional(draw, 4)]),
  of('cosineWindow', (draw) => [1 + draw.int(9), 0.5, 0.5]),
  {
    name: 'multiRNNCell',
    args: (draw) => {
      const [batch, features, units] = [1 + draw.int(2), 1 + draw.int(3), 1 + draw.int(3)];
      const shapes = [
        [],
        [features + units, 4 * units],
        [4 * units],
        [batch, features],
        [batch, units],
        [batch, units],
      ];
      return shapes.map((shape) => drawTensor(draw, shape));
    },
    call: (forget: tfjs.Scalar, kernel: Tensor2D, bias: tfjs.Tensor1D, x: Tensor2D, c: Tensor2D, h: Tensor2D) =>
      tfjs.multiRNNCell([(...state) => tfjs.basicLSTMCell(forget, kernel, bias, ...state)], x, [c], [h]),
  },
];
