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
import { emitAveragePool, emitAveragePoolGradient } from './averagePool.ts';

const pool = (g: Geometry, x: Float32Array, parts = 1): Float32Array => {
  const runtime = testRuntime({ parts });
  const y = runtime.room(outSize(g));
  const count = g.batchSize * g.outHeight;
  runtime.launch(runtime.kernel('mean', emitAveragePool), [runtime.put(x), y, ...argumentsOf(g)], { count, work: 0 });
  return runtime.take(y, outSize(g));
};

const gradient = (g: Geometry, dy: Float32Array, parts = 1): Float32Array => {
  const runtime = testRuntime({ parts });
  const dx = runtime.room(inSize(g));
  const args = [runtime.put(dy), dx, ...argumentsOf(g)];
  const count = g.batchSize * g.inHeight;
  runtime.launch(runtime.kernel('mean', emitAveragePoolGradient), args, { count, work: 0 });
  return runtime.take(dx, inSize(g));
};

describe('average pooling', () => {
  it('takes the mean of what lies in the input, and shares its gradient among that, for 500 random windows', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const draw = draws(seed);
      const g = drawGeometry(draw);
      const [x, dy] = [drawNumbers(draw, inSize(g)), drawNumbers(draw, outSize(g))];
      const [y, yBound] = [new Float64Array(outSize(g)), new Float64Array(outSize(g))];
      const [dx, dxBound] = [new Float64Array(inSize(g)), new Float64Array(inSize(g))];
      windowsIn(g).forEach((taps, place) => {
        const count = taps.length;
        if (count === 0) y[place] = Number.NaN;
        for (const { input } of taps) {
          y[place]! += x[input]! / count;
          yBound[place]! += Math.abs(x[input]!) / count;
          dx[input]! += dy[place]! / count;
          dxBound[input]! += Math.abs(dy[place]!) / count;
        }
      });
      expectClose(pool(g, x), y, yBound, `seed ${seed}`);
      expectClose(gradient(g, dy), dx, dxBound, `seed ${seed}`);
    }
  });

  it('gives the same bits whatever it is cut into', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const draw = draws(seed);
      const g = drawGeometry(draw);
      const [x, dy] = [drawNumbers(draw, inSize(g)), drawNumbers(draw, outSize(g))];
      const [y, dx] = [pool(g, x), gradient(g, dy)];
      for (const parts of [2, 3, 7]) {
        expect(pool(g, x, parts), `seed ${seed}, ${parts} parts`).toEqual(y);
        expect(gradient(g, dy, parts), `seed ${seed}, ${parts} parts`).toEqual(dx);
      }
    }
  });

  it('lets NaN and infinity through', () => {
    const g: Geometry = {
      batchSize: 1,
      inHeight: 1,
      inWidth: 6,
      inChannels: 1,
      outHeight: 1,
      outWidth: 3,
      filterHeight: 1,
      filterWidth: 2,
      strideHeight: 1,
      strideWidth: 2,
      dilationHeight: 1,
      dilationWidth: 1,
      padInfo: { top: 0, left: 0 },
    };
    expect(pool(g, Float32Array.of(1, Number.NaN, Infinity, -3, Infinity, -Infinity))).toEqual(
      Float32Array.of(Number.NaN, Infinity, Number.NaN),
    );
  });
});
