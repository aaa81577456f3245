// internal: convolutions, directly on pictures
import { type Func, integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { address } from '../shared/address.ts';
import { cutEvenly, cutInto, partsOf } from '../shared/cut.ts';
import { type Epilogue, emitTile } from '../shared/tile.ts';
import { emitView, heightSeen, isInside, type Window, widthSeen } from './window.ts';

/**
 * y[n, r, c, o] = Σ x[n, r·stride + i·dilation - pad, c·stride + j·dilation - pad, q] · w[i, j, q, o], then the
 * epilogue.
 *
 * For neighbouring c this is a product of matrices: rows are pixels, columns are output channels, and k runs through
 * the window, whose rows lie in the picture one after the other:
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

/**
 * `run(x, panels, y, bias, rowsInBand, bands, begin, end, scratch)`, by bands of all images; `panels` are
 * `emitPanels`'s.
 * The number of images is not in the code.
 */
export const emitConvolve = (m: ModuleBuilder, shape: ConvolveShape): void => {
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

  const parameters = integers('x', 'panels', 'y', 'bias', 'rowsInBand', 'bands', 'begin', 'end', 'scratch');
  m.func('run', parameters, (f, args) => {
    f.range(args.begin, args.end, 1, (unit) => {
      const n = f.let(i32.divU(unit, args.bands));
      const first = f.let(i32.mul(i32.remU(unit, args.bands), args.rowsInBand));
      const rows = f.let(i32.min(f.let(i32.sub(stops.height, first)), args.rowsInBand));
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

/** Less than `deepest`: the sums of a window are added where they are near, in the cache's row of y. */
const deepestInWindow = 64;

/** A part of a window that is summed up by itself: bytes from the window's begin and from the panel's, and numbers. */
interface Pass {
  readonly x: number;
  readonly panel: number;
  readonly depth: number;
  readonly segments: number;
}

/**
 * How k runs through a window, in passes of at most `deepestInWindow` numbers. Taps of one row of the window are
 * neighbours in memory, one segment, unless it is dilated; then each tap is one. Segments of a pass are at the same
 * distance.
 */
const passesOf = ({ image, taps, dilation }: Window, width: number, columns: number) => {
  const pixel = 4 * image.channels;
  const row = dilation.height * width * pixel;
  const [series, inSeries, length, stride] =
    dilation.width === 1
      ? [1, taps.height, taps.width * image.channels, row]
      : [taps.height, taps.width, image.channels, dilation.width * pixel];
  // Without channels there is nothing to run through, and sums are 0.
  if (length === 0) return { passes: [{ x: 0, panel: 0, depth: 0, segments: 0 }], jump: { a: 0, b: 0 } };
  const groups = partsOf(cutEvenly(inSeries, Math.max(1, Math.floor(deepestInWindow / length))));
  const pieces = partsOf(cutEvenly(length, deepestInWindow));
  const passes = Array.from({ length: series }, (_, i) =>
    groups.flatMap((group) =>
      pieces.map((piece) => ({
        x: i * row + group.start * stride + 4 * piece.start,
        panel: 4 * columns * ((i * inSeries + group.start) * length + piece.start),
        depth: piece.length,
        segments: group.length,
      })),
    ),
  ).flat();
  const isPlain = passes.every(({ segments }) => segments === 1);
  return { passes, jump: isPlain ? undefined : { a: stride - 4 * length, b: 0 } };
};

/** `(x, panel, y, bias)`: one row of y for one panel of `columns` channels. */
const emitRowOfTiles = (m: ModuleBuilder, shape: ConvolveShape, width: number, columns: number): Func => {
  const { window, y: place, epilogue } = shape;
  const { tile } = m.simd;
  const pixel = 4 * window.stride.width * window.image.channels;
  const { passes, jump } = passesOf(window, width, 4 * tile.vectors);
  const tiles = cutEvenly(window.stops.width, tile.rows).runs.map(({ length: rows, count }) => ({
    ...{ rows, count },
    compute: emitTile(m, {
      ...{ rows, columns, jump, epilogue },
      ...{ a: { row: pixel, step: 4 }, b: { step: 16 * tile.vectors }, c: { row: place.pixel } },
    }),
  }));
  return m.func(undefined, integers('x', 'panel', 'y', 'bias'), (f, { x, panel, y, bias }) => {
    for (const { rows, count, compute } of tiles) {
      f.times(count, () => {
        passes.forEach((pass: Pass, i) => {
          const [a, b] = [i32.add(x, pass.x), i32.add(panel, pass.panel)];
          const [resume, isLast] = [Number(i > 0), Number(i === passes.length - 1)];
          f.call(compute, a, b, y, pass.depth, pass.segments, resume, isLast, bias);
        });
        f.add(x, rows * pixel);
        f.add(y, rows * place.pixel);
      });
    }
  });
};
