import { draws } from '@tests/kit';
import { describe, expect, it } from 'vitest';
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
import { emitMaxPool, emitMaxPoolGradient } from './maxPool.ts';

const pool = (g: Geometry, x: Float32Array, parts = 1): Float32Array => {
  const runtime = testRuntime({ parts });
  const y = runtime.room(outSize(g));
  const count = g.batchSize * g.outHeight;
  runtime.launch(runtime.kernel('max', emitMaxPool), [runtime.put(x), y, ...argumentsOf(g)], { count, work: 0 });
  return runtime.take(y, outSize(g));
};

const gradient = (g: Geometry, x: Float32Array, dy: Float32Array, parts = 1): Float32Array => {
  const runtime = testRuntime({ parts });
  const dx = runtime.room(inSize(g));
  const args = [runtime.put(x), runtime.put(dy), dx, ...argumentsOf(g)];
  const count = g.batchSize * g.inHeight;
  runtime.launch(runtime.kernel('max', emitMaxPoolGradient), args, { count, work: 0 });
  return runtime.take(dx, inSize(g));
};

/** The place of a window's first greatest number; of its first where there is none. */
const firstGreatest = (x: Float32Array, places: readonly number[]): number =>
  places.reduce((best, place) =>
    x[place]! > x[best]! || (Number.isNaN(x[best]!) && x[place]! > -Infinity) ? place : best,
  );

/** One window of a row of numbers. */
const single = (length: number): Geometry => ({
  batchSize: 1,
  inHeight: 1,
  inWidth: length,
  inChannels: 1,
  outHeight: 1,
  outWidth: 1,
  filterHeight: 1,
  filterWidth: length,
  strideHeight: 1,
  strideWidth: 1,
  dilationHeight: 1,
  dilationWidth: 1,
  padInfo: { top: 0, left: 0 },
});

describe('max pooling', () => {
  it('takes the greatest of each window, and sends its gradient to the first such, for 500 random windows', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const draw = draws(seed);
      const g = drawGeometry(draw);
      const x = drawNumbers(draw, inSize(g), seed % 2 === 0 ? 3 : 1000);
      const dy = drawNumbers(draw, outSize(g), 8);
      const y = new Float32Array(outSize(g)).fill(-Infinity);
      const dx = new Float32Array(inSize(g));
      windowsIn(g).forEach((taps, place) => {
        if (taps.length === 0) return;
        const best = firstGreatest(
          x,
          taps.map(({ input }) => input),
        );
        y[place] = x[best]!;
        dx[best]! += dy[place]!;
      });
      expect(pool(g, x), `seed ${seed}`).toEqual(y);
      expect(gradient(g, x, dy), `seed ${seed}`).toEqual(dx);
    }
  });

  it('gives the same bits whatever it is cut into', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const draw = draws(seed);
      const g = drawGeometry(draw);
      const [x, dy] = [drawNumbers(draw, inSize(g), 5), drawNumbers(draw, outSize(g))];
      const [y, dx] = [pool(g, x), gradient(g, x, dy)];
      for (const parts of [2, 3, 7]) {
        expect(pool(g, x, parts), `seed ${seed}, ${parts} parts`).toEqual(y);
        expect(gradient(g, x, dy, parts), `seed ${seed}, ${parts} parts`).toEqual(dx);
      }
    }
  });

  it('passes over NaN as tfjs does, wherever it stands, but keeps it where there is nothing else', () => {
    for (let place = 0; place < 5; place++) {
      const x = Float32Array.from([3, 1, 4, 1, 5]);
      x[place] = Number.NaN;
      expect(pool(single(5), x)).toEqual(Float32Array.of(place === 4 ? 4 : 5));
      const dx = new Float32Array(5);
      dx[place === 4 ? 2 : 4] = 7;
      expect(gradient(single(5), x, Float32Array.of(7))).toEqual(dx);
    }
    expect(pool(single(3), new Float32Array(3).fill(Number.NaN))).toEqual(Float32Array.of(Number.NaN));
  });

  it('finds a greatest where all are -Infinity, and sends its gradient to the first', () => {
    const x = new Float32Array(3).fill(-Infinity);
    expect(pool(single(3), x)).toEqual(Float32Array.of(-Infinity));
    expect(gradient(single(3), x, Float32Array.of(2))).toEqual(Float32Array.of(2, 0, 0));
  });

  it('takes -Infinity for the greatest of a NaN and a -Infinity, and Infinity for that of anything and it', () => {
    expect(pool(single(2), Float32Array.of(Number.NaN, -Infinity))).toEqual(Float32Array.of(-Infinity));
    expect(pool(single(3), Float32Array.of(1, Infinity, Number.NaN))).toEqual(Float32Array.of(Infinity));
  });
});
