import { sizeOf } from '@kindling/core';
import { ResizeNearestNeighbor, ResizeNearestNeighborGrad } from '@tensorflow/tfjs-core';
import { draws } from '@tests/kit';
import { describe, expect, it, test } from 'vitest';
import { drawFrom } from '../../../testing/geometries.ts';
import { testDevice } from '../../../testing/testDevice.ts';
import { resizeNearest } from './resizeNearest.ts';

interface Case {
  readonly from: readonly [height: number, width: number];
  readonly to: readonly [height: number, width: number];
  readonly attributes: { readonly alignCorners: boolean; readonly halfPixelCenters: boolean };
}

/** The old pixel under a new one. */
const under = ({ from, to, attributes }: Case, axis: 0 | 1, at: number): number => {
  const [length, outLength] = [from[axis], to[axis]];
  if (attributes.alignCorners) return outLength > 1 ? Math.round((at * (length - 1)) / (outLength - 1)) : 0;
  return Math.floor(((attributes.halfPixelCenters ? at + 0.5 : at) * length) / outLength);
};

/** `visit` for each number of the new pictures, with its place and the old one's. */
const each = (each: Case, batch: number, channels: number, visit: (place: number, old: number) => void): void => {
  const [[height, width], [outHeight, outWidth]] = [each.from, each.to];
  let place = 0;
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < outHeight; i++)
      for (let j = 0; j < outWidth; j++)
        for (let c = 0; c < channels; c++)
          visit(place++, ((b * height + under(each, 0, i)) * width + under(each, 1, j)) * channels + c);
};

describe('pictures resized to nearest pixels, and their gradient', () => {
  it('are those of loops, for 150 random sizes, whatever they are cut into', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const draw = draws(seed);
      const lengths = (): readonly [number, number] => [drawFrom(draw, [1, 2, 3, 4, 7]), drawFrom(draw, [1, 2, 5, 8])];
      const alignCorners = draw() < 0.3;
      const drawn = {
        from: lengths(),
        to: lengths(),
        attributes: { alignCorners, halfPixelCenters: !alignCorners && draw() < 0.5 },
      };
      const [batch, channels] = [drawFrom(draw, [1, 2, 3]), drawFrom(draw, [1, 3, 4, 21])];
      const dtype = drawFrom(draw, ['float32', 'int32', 'bool'] as const);
      const [shape, outShape] = [drawn.from, drawn.to].map((size) => [batch, ...size, channels]) as [
        number[],
        number[],
      ];
      const x = Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'bool' ? i % 2 : i));
      const dy = Array.from({ length: sizeOf(outShape) }, (_, i) => ((i * 37) % 101) - 50);
      const [y, dx] = [dy.map(() => 0), x.map(() => 0)];
      each(drawn, batch, channels, (place, old) => {
        y[place] = x[old]!;
        dx[old]! += dy[place]!;
      });
      for (const parts of [1, 3]) {
        const device = testDevice({ parts });
        const [images, slopes] = [device.tensor(x, shape, dtype), device.tensor(dy, outShape)];
        const resized = device.run(
          resizeNearest,
          ResizeNearestNeighbor,
          { images },
          { ...drawn.attributes, size: drawn.to },
        );
        const about = `seed ${seed}: ${JSON.stringify(drawn)}`;
        expect(resized).toMatchObject({ shape: outShape, dtype });
        expect([...device.numbers(resized)], about).toEqual(y);
        const inputs = { images: device.tensor(x, shape), dy: slopes };
        const gradient = device.run(resizeNearest, ResizeNearestNeighborGrad, inputs, drawn.attributes);
        expect(gradient.shape).toEqual(shape);
        expect([...device.numbers(gradient)], about).toEqual(dx);
      }
    }
  });

  test('a picture of one row, aligned by its corners, gets all of the slope', () => {
    const device = testDevice();
    const dy = device.tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]);
    const to = (height: number, width: number, alignCorners: boolean) => {
      const inputs = { dy, images: device.tensor([], [1, height, width, 1]) };
      return [...device.numbers(device.run(resizeNearest, ResizeNearestNeighborGrad, inputs, { alignCorners }))];
    };
    expect(to(1, 2, false)).toEqual([1 + 2 + 5 + 6, 3 + 4 + 7 + 8]);
    expect(to(1, 1, true)).toEqual([36]);
  });

  test('nothing gives zeros, or nothing', () => {
    const device = testDevice();
    const resized = (shape: number[], dtype: 'float32' | 'int32' | 'bool') =>
      device.run(resizeNearest, ResizeNearestNeighbor, { images: device.tensor([], shape, dtype) }, { size: [4, 5] });
    expect(resized([0, 2, 2, 3], 'int32')).toMatchObject({ shape: [0, 4, 5, 3], dtype: 'int32' });
    expect([...device.numbers(resized([1, 0, 2, 1], 'bool'))]).toEqual(new Array(20).fill(0));
    const inputs = { images: device.tensor([1, 2], [1, 2, 1, 1]), dy: device.tensor([], [1, 0, 3, 1]) };
    expect([...device.numbers(device.run(resizeNearest, ResizeNearestNeighborGrad, inputs))]).toEqual([0, 0]);
  });
});
