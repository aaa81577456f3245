import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../testing/expectClose.ts';
import {
  argumentsOf,
  drawGeometry,
  drawNumbers,
  type Geometry,
  inSize,
  outSize,
  windowsIn,
} from '../../../testing/geometries.ts';
import { testRuntime } from '../../../testing/testRuntime.ts';
import type { V128 } from '../../assembler/expression.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { emitSumOfChunks } from '../reduction/sumOfChunks.ts';
import type { Epilogue } from '../shared/tile.ts';
import { emitDepthwise, emitDepthwiseFilterGradient, emitDepthwiseInputGradient } from './depthwise.ts';

const filterSize = (g: Geometry): number => g.filterHeight * g.filterWidth * g.inChannels;

interface Operands {
  readonly x: Float32Array;
  readonly filter: Float32Array;
  readonly bias: Float32Array;
  readonly dy: Float32Array;
}

const drawOperands = (draw: () => number, g: Geometry): Operands => ({
  x: drawNumbers(draw, inSize(g)),
  filter: drawNumbers(draw, filterSize(g)),
  bias: drawNumbers(draw, g.inChannels),
  dy: drawNumbers(draw, outSize(g)),
});

const relu = (x: V128): V128 => f32x4.max(x, v128.zero());

const convolve = (g: Geometry, { x, filter, bias }: Operands, epilogue: Epilogue, parts = 1): Float32Array => {
  const runtime = testRuntime({ parts });
  const y = runtime.room(outSize(g));
  const args = [runtime.put(x), runtime.put(filter), runtime.put(bias), y, ...argumentsOf(g)];
  const count = g.batchSize * g.outHeight;
  runtime.launch(runtime.kernel('forward', emitDepthwise(epilogue)), args, { count, work: 0 });
  return runtime.take(y, outSize(g));
};

const toInput = (g: Geometry, { dy, filter }: Operands, parts = 1): Float32Array => {
  const runtime = testRuntime({ parts });
  const dx = runtime.room(inSize(g));
  const args = [runtime.put(dy), runtime.put(filter), dx, ...argumentsOf(g)];
  const count = g.batchSize * g.inHeight;
  runtime.launch(runtime.kernel('input', emitDepthwiseInputGradient), args, { count, work: 0 });
  return runtime.take(dx, inSize(g));
};

const toFilter = (g: Geometry, { x, dy }: Operands, rowsInChunk: number, parts = 1): Float32Array => {
  const runtime = testRuntime({ parts });
  const [rows, length] = [g.batchSize * g.outHeight, filterSize(g)];
  const count = Math.ceil(rows / rowsInChunk);
  const [chunks, dw] = [runtime.room(count * length), runtime.room(length)];
  const args = [runtime.put(x), runtime.put(dy), chunks, rows, rowsInChunk, ...argumentsOf(g)];
  runtime.launch(runtime.kernel('filter', emitDepthwiseFilterGradient), args, { count, work: 0 });
  runtime.launch(runtime.kernel('sum', emitSumOfChunks), [chunks, dw, count, length], { count: length, work: 0 });
  return runtime.take(dw, length);
};

describe('depthwise convolution', () => {
  it('and its gradients are those of plain loops in float64, for 500 random windows', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const draw = draws(seed);
      const g = drawGeometry(draw);
      const operands = drawOperands(draw, g);
      const { x, filter, bias, dy } = operands;
      const [y, yBound] = [new Float64Array(outSize(g)), new Float64Array(outSize(g))];
      const [dx, dxBound] = [new Float64Array(inSize(g)), new Float64Array(inSize(g))];
      const [dw, dwBound] = [new Float64Array(filterSize(g)), new Float64Array(filterSize(g))];
      const add = (sums: Float64Array, bounds: Float64Array, place: number, term: number): void => {
        sums[place]! += term;
        bounds[place]! += Math.abs(term);
      };
      windowsIn(g).forEach((taps, place) => {
        add(y, yBound, place, bias[place % g.inChannels]!);
        for (const tap of taps) {
          add(y, yBound, place, x[tap.input]! * filter[tap.filter]!);
          add(dx, dxBound, tap.input, dy[place]! * filter[tap.filter]!);
          add(dw, dwBound, tap.filter, dy[place]! * x[tap.input]!);
        }
      });
      const positive = y.map((value) => Math.max(value, 0));
      expectClose(convolve(g, operands, { bias: true }), y, yBound, `seed ${seed}, y`);
      expectClose(convolve(g, operands, { bias: true, activation: relu }), positive, yBound, `seed ${seed}, relu`);
      expectClose(toInput(g, operands), dx, dxBound, `seed ${seed}, dx`);
      expectClose(toFilter(g, operands, 3), dw, dwBound, `seed ${seed}, dw`);
    }
  });

  it('gives the same bits whatever it is cut into', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const draw = draws(seed);
      const g = drawGeometry(draw);
      const operands = drawOperands(draw, g);
      const whole = [convolve(g, operands, { bias: false }), toInput(g, operands), toFilter(g, operands, 2)];
      for (const parts of [2, 3, 7]) {
        const cut = [convolve(g, operands, { bias: false }, parts), toInput(g, operands, parts)];
        expect([...cut, toFilter(g, operands, 2, parts)], `seed ${seed}, ${parts} parts`).toEqual(whole);
      }
    }
  });
});
