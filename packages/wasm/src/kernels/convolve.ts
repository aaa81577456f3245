// internal: convolutions, directly on pictures
import { type Func, integers } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import { address } from './address.ts';
import { cutEvenly, cutInto } from './cut.ts';
import { type Epilogue, emitTile } from './tile.ts';
import { emitView, heightSeen, isInside, type Window, widthSeen } from './window.ts';

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
  const { image, taps, stops, stride } = window;
  const view = emitView(m, window);
  const columns = cutInto(filters, 4 * m.simd.tile.vectors);
  const rowsOfTiles = columns.runs.map((run) => emitRowOfTiles(m, shape, view.width, run.length));
  const bytes = {
    image: 4 * image.height * image.width * image.channels,
    row: 4 * stride.height * view.width * image.channels,
    panel: 16 * taps.height * taps.width * image.channels * m.simd.tile.vectors,
  };

  m.func('run', integers('x', 'panels', 'y', 'bias', 'begin', 'end', 'scratch'), (f, args) => {
    f.range(args.begin, args.end, 1, (unit) => {
      const n = f.let(i32.divU(unit, bands.count));
      const first = f.let(i32.mul(i32.remU(unit, bands.count), bands.rows));
      const rows = f.let(i32.min(f.let(i32.sub(stops.height, first)), bands.rows));
      const picture = f.let(address(args.x, [n, bytes.image]));
      const source = view.rows(f, picture, first, rows, args.scratch);
      const target = f.let(address(args.y, [n, place.image], [first, place.row]));
      f.range(0, columns.count, 1, (j) => {
        const panel = f.let(address(args.panels, [j, bytes.panel]));
        const bias = f.let(address(args.bias, [columns.start(j), 4]));
        const from = f.let(source);
        const to = f.let(address(target, [columns.start(j), 4]));
        f.times(rows, () => {
          columns.choose(f, j, (run) => f.call(rowsOfTiles[run]!, from, panel, to, bias));
          f.add(from, bytes.row);
          f.add(to, place.row);
        });
      });
    });
  });
};

/** How k runs through the rows of a window, in so many passes of the same code. */
const walk = ({ image, taps, dilation }: Window, width: number) => {
  const pixel = 4 * image.channels;
  // Taps of one row of the window are neighbours in memory unless it is dilated; then each is a segment by itself.
  const [segments, inSegment, between] =
    dilation.width === 1
      ? [taps.height, taps.width, dilation.height * width - taps.width]
      : [taps.width, 1, dilation.width - 1];
  const passes = dilation.width === 1 ? 1 : taps.height;
  return {
    depth: inSegment * image.channels,
    // Where there are no channels, there is nothing to run through.
    segments: image.channels === 0 ? 0 : segments,
    jump: segments === 1 && image.channels > 0 ? undefined : { a: between * pixel, b: 0 },
    passes,
    // From pass to pass, in the picture and, in rows of a panel, in the filter.
    ofX: dilation.height * width * pixel,
    ofFilter: taps.width * image.channels,
  };
};

/** `(x, panel, y, bias)`: one row of y for one panel of `columns` channels. */
const emitRowOfTiles = (m: ModuleBuilder, shape: ConvolveShape, width: number, columns: number): Func => {
  const { window, y: place, epilogue } = shape;
  const { tile } = m.simd;
  const pixel = 4 * window.stride.width * window.image.channels;
  const step = 16 * tile.vectors;
  const { depth, segments, jump, passes, ofX, ofFilter } = walk(window, width);
  const tiles = cutEvenly(window.stops.width, tile.rows).runs.map(({ length: rows, count }) => ({
    ...{ rows, count },
    compute: emitTile(m, {
      ...{ rows, columns, jump, epilogue },
      ...{ a: { row: pixel, step: 4 }, b: { step }, c: { row: place.pixel } },
    }),
  }));
  return m.func(undefined, integers('x', 'panel', 'y', 'bias'), (f, { x, panel, y, bias }) => {
    for (const { rows, count, compute } of tiles) {
      f.times(count, () => {
        for (let pass = 0; pass < passes; pass++) {
          const [a, b] = [i32.add(x, pass * ofX), i32.add(panel, pass * ofFilter * step)];
          const [resume, isLast] = [Number(pass > 0), Number(pass === passes - 1)];
          f.call(compute, a, b, y, depth, segments, resume, isLast, bias);
        }
        f.add(x, rows * pixel);
        f.add(y, rows * place.pixel);
      });
    }
  });
};
