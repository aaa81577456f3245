// internal: convolutions, directly on pictures
import { type Func, integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { address } from '../shared/address.ts';
import { type Cut, cutAlike, cutEvenly, cutInto, partsOf } from '../shared/cut.ts';
import { type Epilogue, emitTile } from '../shared/tile.ts';
import {
  emitView,
  heightSeen,
  isInside,
  viewArguments,
  viewParameters,
  type Window,
  widthSeen,
  windowKey,
} from './window.ts';

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

/** A row of y in tiles. */
const tilesOf = ({ simd: { tile } }: Pick<ModuleBuilder, 'simd'>, { window }: ConvolveShape): Cut =>
  cutAlike(window.stops.width, tile.rows);

/** Convolutions of one key have the same code, but for their epilogues, whatever the size of their pictures. */
export const convolveKey = (m: Pick<ModuleBuilder, 'simd'>, shape: ConvolveShape): string => {
  const tiles = tilesOf(m, shape).runs.map(({ length }) => length);
  return `convolve ${windowKey(shape.window)} ${shape.filters} ${shape.y.pixel} ${tiles.join('+')}`;
};

/** What the code is told instead: the arguments after `bias`. */
export const convolveArguments = (
  m: Pick<ModuleBuilder, 'simd'>,
  shape: ConvolveShape,
  bands: Bands,
): readonly number[] => {
  const { count, longer } = tilesOf(m, shape);
  const { window, y } = shape;
  const sizes = [window.stops.height, y.image, y.row, longer, count - longer];
  return [bands.rows, bands.count, ...sizes, ...viewArguments(window)];
};

const sizeParameters = integers('rowsInBand', 'bands', 'height', 'yImage', 'yRow', 'longer', 'shorter');

/**
 * `run(x, panels, y, bias, ...convolveArguments, begin, end, scratch)`, by bands of all images; `panels` are
 * `emitPanels`'s. Neither the number of images is in the code nor their size.
 */
export const emitConvolve = (m: ModuleBuilder, shape: ConvolveShape): void => {
  const { window, filters } = shape;
  const { image, taps, stride, dilation } = window;
  const view = emitView(m, window);
  const columns = cutInto(filters, 4 * m.simd.tile.vectors);
  const rowsOfTiles = columns.runs.map((run) => emitRowOfTiles(m, shape, run.length));
  const panelBytes = 16 * taps.height * taps.width * image.channels * m.simd.tile.vectors;

  const parameters = {
    ...integers('x', 'panels', 'y', 'bias'),
    ...sizeParameters,
    ...viewParameters,
    ...integers('begin', 'end', 'scratch'),
  };
  m.func('run', parameters, (f, args) => {
    const { longer, shorter, yRow } = args;
    const segment = f.let(i32.mul(args.viewRow, dilation.height));
    const down = f.let(i32.mul(args.viewRow, stride.height));
    f.range(args.begin, args.end, 1, (unit) => {
      const n = f.let(i32.divU(unit, args.bands));
      const first = f.let(i32.mul(i32.remU(unit, args.bands), args.rowsInBand));
      const rows = f.let(i32.min(f.let(i32.sub(args.height, first)), args.rowsInBand));
      const picture = f.let(i32.add(args.x, i32.mul(n, args.imageBytes)));
      const source = view(f, args, picture, first, rows, args.scratch);
      const target = f.let(i32.add(args.y, i32.add(i32.mul(n, args.yImage), i32.mul(first, yRow))));
      f.range(0, columns.count, 1, (j) => {
        const panel = f.let(address(args.panels, [j, panelBytes]));
        const bias = f.let(address(args.bias, [columns.start(j), 4]));
        const from = f.let(source);
        const to = f.let(address(target, [columns.start(j), 4]));
        f.times(rows, () => {
          columns.choose(f, j, (run) => f.call(rowsOfTiles[run]!, from, panel, to, bias, segment, longer, shorter));
          f.add(from, down);
          f.add(to, yRow);
        });
      });
    });
  });
};

/** Less than `deepest`: the sums of a window are added where they are near, in the cache's row of y. */
const deepestInWindow = 64;

/** A part of a window that is summed up by itself, from `rows` rows and `x` bytes of the window's begin on. */
interface Pass {
  readonly rows: number;
  readonly x: number;
  /** In bytes, from the panel's begin. */
  readonly panel: number;
  readonly depth: number;
  readonly segments: number;
}

/**
 * How k runs through a window, in passes of at most `deepestInWindow` numbers. Taps of one row of the window are
 * neighbours in memory, one segment, unless it is dilated; then each tap is one. Segments of a pass are at the same
 * distance: a row, or `stride` bytes.
 */
const passesOf = ({ image, taps, dilation }: Window, columns: number) => {
  const pixel = 4 * image.channels;
  const isDilated = dilation.width > 1;
  const [series, inSeries, length, stride] = isDilated
    ? [taps.height, taps.width, image.channels, dilation.width * pixel]
    : [1, taps.height, taps.width * image.channels, undefined];
  // Without channels there is nothing to run through, and sums are 0.
  if (length === 0)
    return { passes: [{ rows: 0, x: 0, panel: 0, depth: 0, segments: 0 }], length, stride, jumps: true };
  const groups = partsOf(cutEvenly(inSeries, Math.max(1, Math.floor(deepestInWindow / length))));
  const pieces = partsOf(cutEvenly(length, deepestInWindow));
  const passes = Array.from({ length: series }, (_, i) =>
    groups.flatMap((group) =>
      pieces.map((piece) => ({
        rows: i + (stride === undefined ? group.start : 0),
        x: group.start * (stride ?? 0) + 4 * piece.start,
        panel: 4 * columns * ((i * inSeries + group.start) * length + piece.start),
        depth: piece.length,
        segments: group.length,
      })),
    ),
  ).flat();
  return { passes, length, stride, jumps: passes.some(({ segments }) => segments > 1) };
};

/**
 * `(x, panel, y, bias, row, longer, shorter)`: one row of y for one panel of `columns` channels, in so many tiles of
 * either length; from one row of the window to the next are `row` bytes.
 */
const emitRowOfTiles = (m: ModuleBuilder, shape: ConvolveShape, columns: number): Func => {
  const { window, y: place, epilogue } = shape;
  const { tile } = m.simd;
  const pixel = 4 * window.stride.width * window.image.channels;
  const { passes, length, stride, jumps } = passesOf(window, 4 * tile.vectors);
  const tiles = tilesOf(m, shape).runs.map(({ length: rows }) => ({
    rows,
    compute: emitTile(m, {
      ...{ rows, columns, jumps, epilogue },
      ...{ a: { row: pixel, step: 4 }, b: { step: 16 * tile.vectors }, c: { row: place.pixel } },
    }),
  }));
  const parameters = integers('x', 'panel', 'y', 'bias', 'row', 'longer', 'shorter');
  return m.func(undefined, parameters, (f, { x, panel, y, bias, row, longer, shorter }) => {
    const jump = f.let(i32.sub(stride ?? row, 4 * length));
    tiles.forEach(({ rows, compute }, which) => {
      f.times(which === 0 ? longer : shorter, () => {
        passes.forEach((pass: Pass, i) => {
          const [a, b] = [i32.add(address(x, [row, pass.rows]), pass.x), i32.add(panel, pass.panel)];
          const [resume, isLast] = [Number(i > 0), Number(i === passes.length - 1)];
          f.call(compute, a, b, y, pass.depth, pass.segments, jump, resume, isLast, bias);
        });
        f.add(x, rows * pixel);
        f.add(y, rows * place.pixel);
      });
    });
  });
};
