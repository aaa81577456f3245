// internal: convolutions, directly on pictures
import type { I32 } from '../assembler/expression.ts';
import { type Body, type Func, integers } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import { type Epilogue, emitTile } from './tile.ts';
import { emitBand, heightSeen, isInside, type Window, widthSeen } from './window.ts';

/**
 * y[n, r, c, o] = Σ x[n, r·stride + i·dilation - pad, c·stride + j·dilation - pad, q] · w[i, j, q, o], then the epilogue.
 *
 * For neighbouring c this is a product of matrices: rows are pixels, columns are output channels, and k runs through the
 * window, whose rows lie in the picture one after the other:
 *
 *        x, a band of rows in the cache           w, packed in panels       y
 *       ┌──────────────────────┐                  ┌────┐ (i, j, q)         ┌──────────────┐
 *       │  ╔═══╗ → c           │                  │    │                   │   ┌┬┬┬┐      │ a tile: some pixels
 *       │  ║i,j║               │        ·         │    │         =         │   └┴┴┴┘      │ of a row, and one
 *       │  ╚═══╝               │                  └────┘ o                 └──────────────┘ panel of channels
 *       └──────────────────────┘
 */
export interface ConvolveShape {
  readonly window: Window;
  readonly images: number;
  /** Output channels. */
  readonly filters: number;
  /** From one to the next in y, in bytes: backward, y is every other pixel of a picture. */
  readonly y: { readonly image: number; readonly row: number; readonly pixel: number };
  readonly epilogue?: Epilogue | undefined;
}

/** Rows of y that are done together, and how many such bands there are. */
export interface Bands {
  readonly rows: number;
  readonly count: number;
}

const bytesOfBand = 3 << 16;
const enoughBands = 32;

/** Undefined where not even one row's windows fit the scratch memory: pad before. */
export const bandsOf = ({ window, images }: ConvolveShape, room: number): Bands | undefined => {
  const bytes = (rows: number): number => 4 * heightSeen(window, rows) * widthSeen(window) * window.image.channels;
  if (!isInside(window) && bytes(1) > room) return undefined;
  let rows = Math.max(1, Math.min(window.stops.height, Math.floor((images * window.stops.height) / enoughBands)));
  while (rows > 1 && bytes(rows) > Math.min(room, bytesOfBand)) rows -= 1;
  return { rows, count: Math.ceil(window.stops.height / rows) };
};

/** `run(x, panels, y, bias, begin, end, scratch)`, by bands of all images; `panels` are `emitPanels`'s. */
export const emitConvolve = (m: ModuleBuilder, shape: ConvolveShape, bands: Bands): void => {
  const { window, filters, y: place } = shape;
  const { image, stops, stride } = window;
  const inside = isInside(window);
  const band = inside ? undefined : emitBand(m, window);
  const width = inside ? image.width : widthSeen(window);
  const columns = 4 * m.simd.tile.vectors;
  const panels = Math.ceil(filters / columns);
  const panelBytes = 4 * window.taps.height * window.taps.width * image.channels * columns;
  const rowOfTiles = emitRowOfTiles(m, shape, width);
  const imageBytes = 4 * image.height * image.width * image.channels;
  const rowBytes = 4 * stride.height * width * image.channels;

  m.func('run', integers('x', 'panels', 'y', 'bias', 'begin', 'end', 'scratch'), (f, args) => {
    f.range(args.begin, args.end, 1, (unit) => {
      const n = f.let(i32.divU(unit, bands.count));
      const first = f.let(i32.mul(i32.remU(unit, bands.count), bands.rows));
      const rows = f.let(i32.sub(stops.height, first));
      f.if(i32.gtS(rows, bands.rows), () => f.set(rows, bands.rows));
      const picture = f.let(i32.add(args.x, i32.mul(n, imageBytes)));
      const source = f.let(band === undefined ? i32.add(picture, i32.mul(first, rowBytes)) : args.scratch);
      if (band !== undefined) {
        const seen = i32.add(i32.mul(i32.sub(rows, 1), stride.height), heightSeen(window, 1));
        f.call(band, source, picture, i32.mul(first, stride.height), seen);
      }
      const target = f.let(i32.add(i32.add(args.y, i32.mul(n, place.image)), i32.mul(first, place.row)));
      f.range(0, panels, 1, (j) => {
        const panel = f.let(i32.add(args.panels, i32.mul(j, panelBytes)));
        const bias = f.let(i32.add(args.bias, i32.mul(j, 4 * columns)));
        const from = f.let(source);
        const to = f.let(i32.add(target, i32.mul(j, 4 * columns)));
        f.times(rows, () => {
          choose(f, i32.eq(j, panels - 1), rowOfTiles, (tiles) => f.call(tiles, from, panel, to, bias));
          f.add(from, rowBytes);
          f.add(to, place.row);
        });
      });
    });
  });
};

/** The last panel may be narrower than the others. */
const choose = (f: Body, isLast: I32, [whole, last]: readonly Func[], call: (func: Func) => void): void => {
  if (last === undefined) call(whole!);
  else
    f.if(
      isLast,
      () => call(last),
      () => call(whole!),
    );
};

/** `(x, panel, y, bias)`: one row of y for one panel of channels; for a whole panel and, where it differs, for the last. */
const emitRowOfTiles = (m: ModuleBuilder, shape: ConvolveShape, width: number): readonly Func[] => {
  const { window, filters, y: place, epilogue } = shape;
  const { taps, dilation, stride, image, stops } = window;
  const { tile } = m.simd;
  const columns = 4 * tile.vectors;
  const rest = filters % columns;
  // Taps of one row of the window are neighbours in memory unless it is dilated; then each is a segment by itself.
  const joined = dilation.width === 1;
  const depth = joined ? taps.width * image.channels : image.channels;
  const pixel = 4 * image.channels;
  const segments = joined
    ? { count: taps.height, jump: { a: (dilation.height * width - taps.width) * pixel, b: 0 } }
    : { count: taps.width, jump: { a: (dilation.width - 1) * pixel, b: 0 } };
  const passes = joined ? 1 : taps.height;
  const parts = Math.ceil(stops.width / tile.rows);
  const short = Math.floor(stops.width / parts);
  const tall = stops.width - short * parts;
  const groups = [
    { rows: short + 1, count: tall },
    { rows: short, count: parts - tall },
  ].filter(({ count }) => count > 0);

  return (rest === 0 ? [columns] : [columns, rest]).slice(filters < columns ? 1 : 0).map((of) => {
    const tiles = groups.map(({ rows, count }) => ({
      rows,
      count,
      compute: emitTile(m, {
        rows,
        columns: of,
        a: { row: stride.width * pixel, step: 4 },
        b: { step: 4 * columns },
        c: { row: place.pixel },
        jump: segments.count === 1 ? undefined : segments.jump,
        epilogue,
      }),
    }));
    return m.func(undefined, integers('x', 'panel', 'y', 'bias'), (f, { x, panel, y, bias }) => {
      for (const { rows, count, compute } of tiles) {
        f.times(count, () => {
          for (let pass = 0; pass < passes; pass++) {
            const a = i32.add(x, pass * dilation.height * width * pixel);
            const b = i32.add(panel, 4 * pass * taps.width * image.channels * columns);
            const [resume, isLast] = [pass === 0 ? 0 : 1, pass === passes - 1 ? 1 : 0];
            f.call(compute, a, b, y, depth, segments.count, resume, isLast, bias);
          }
          f.add(x, rows * stride.width * pixel);
          f.add(y, rows * place.pixel);
        });
      }
    });
  });
};
