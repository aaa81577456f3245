// internal: the gradient of a convolution by its filters
import type { I32 } from '../../assembler/expression.ts';
import { type Func, integers, type Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { address } from '../shared/address.ts';
import { type Cut, cutEvenly, cutInto, startsOf } from '../shared/cut.ts';
import { emitPackRows } from '../shared/pack.ts';
import { deepest, emitTile } from '../shared/tile.ts';
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
 * dw[i, j, q, o] = Σ x[n, r·stride + i·dilation - pad, c·stride + j·dilation - pad, q] · dy[n, r, c, o], over n, r, c.
 *
 * A product Xᵀ · dY where k runs over pixels, a band of rows at a time: what a window's row sees at each pixel,
 * taps.width · channels numbers, lies together in memory, and so do the channels of dy.
 *
 *        k = pixel →                        ┌─────────┐ o, packed in panels
 *       ┌──────────────┐                 k  │ dy      │
 *     q │ x, as seen   │   (j, q) ↓         ├─────────┤
 *       │ from row i   │                    │ dw[i]   │ (j, q)
 *       └──────────────┘                    └─────────┘
 *
 * Sums of floats depend on their order. So that it is the same for any number of threads, images are summed in chunks
 * whose number depends only on the shape, each into its own dw, and these in their order.
 */
export interface FilterGradientShape {
  readonly window: Window;
  readonly images: number;
  readonly filters: number;
}

/** How it is cut: chunks of images, parts of dw's rows, and bands of dy: rows of it, or pieces of one. */
export interface FilterGradientCut {
  readonly chunks: number;
  readonly parts: number;
  readonly rows: number;
  readonly pieces: Cut;
}

const bytesOfChunks = 8 << 20;
const mostUnits = 16;

/** Undefined where not even one row's windows fit the scratch memory: pad before. */
export const filterGradientCut = (shape: FilterGradientShape, room: number): FilterGradientCut | undefined => {
  const { window, images, filters } = shape;
  const { taps, image, stops } = window;
  const xBytes = (rows: number): number =>
    isInside(window) ? 0 : 4 * heightSeen(window, rows) * widthSeen(window) * image.channels;
  const dyBytes = 4 * (filters + 16);
  const pieces = cutEvenly(stops.width, Math.max(1, Math.min(deepest, Math.floor(room / 2 / dyBytes))));
  const bytes = (rows: number): number => xBytes(rows) + rows * pieces.longest * dyBytes;
  if (bytes(1) > room) return undefined;
  let rows = pieces.count > 1 ? 1 : Math.max(1, Math.min(stops.height, Math.floor(deepest / stops.width)));
  while (rows > 1 && bytes(rows) > room) rows -= 1;
  const whole = 4 * taps.height * taps.width * image.channels * filters;
  const chunks = Math.max(1, Math.min(images, mostUnits, Math.floor(bytesOfChunks / whole)));
  return { chunks, parts: Math.max(1, Math.floor(mostUnits / chunks / 2)), rows, pieces };
};

/** Gradients of one key have the same code, whatever the size of their pictures. */
export const filterGradientKey = ({ window, filters }: FilterGradientShape): string =>
  `filterGradient ${windowKey(window)} ${filters}`;

/** What the code is told instead: the arguments after `dw`. */
export const filterGradientArguments = (
  m: Pick<ModuleBuilder, 'simd'>,
  { window, images }: FilterGradientShape,
  { chunks, parts, rows, pieces }: FilterGradientCut,
): readonly number[] => {
  const { height, width } = window.stops;
  const panel = 16 * m.simd.tile.vectors * rows * pieces.longest;
  return [images, chunks, parts, height, width, rows, pieces.count, panel, ...viewArguments(window)];
};

const sizeParameters = integers('images', 'chunks', 'parts', 'height', 'width', 'rowsInBand', 'pieces', 'panel');

/**
 * `run(x, dy, dw, ...filterGradientArguments, begin, end, scratch)`, by chunks and parts: one dw for each chunk. How
 * many there are of images and of these is not in the code, nor is the size of pictures.
 */
export const emitFilterGradient = (m: ModuleBuilder, { window, filters }: FilterGradientShape): void => {
  const { image, taps, stride } = window;
  const view = emitView(m, window);
  const addBand = emitAddBand(m, window, filters);
  const panels = cutInto(filters, 4 * m.simd.tile.vectors).count;
  const tiles = rowsOf(m, window);
  const dwBytes = 4 * taps.height * taps.width * image.channels * filters;

  const parameters = {
    ...integers('x', 'dy', 'dw'),
    ...sizeParameters,
    ...viewParameters,
    ...integers('begin', 'end', 'scratch'),
  };
  m.func('run', parameters, (f, args) => {
    const { height, width, panel, viewRow } = args;
    const dyRow = f.let(i32.mul(width, 4 * filters));
    const dyImage = f.let(i32.mul(dyRow, height));
    const room = f.let(address(args.scratch, [panel, panels]));
    const tileOf = startsOf(f, tiles.groups * tiles.inGroup.count, args.parts);
    const imageOf = startsOf(f, args.images, args.chunks);
    const pieceOf = startsOf(f, width, args.pieces);
    f.range(args.begin, args.end, 1, (unit) => {
      const chunk = f.let(i32.divU(unit, args.parts));
      const part = f.let(i32.remU(unit, args.parts));
      const between = (t: Local<'i32'>, startOf: typeof tileOf) =>
        [f.let(startOf(t)), f.let(startOf(f.let(i32.add(t, 1))))] as const;
      const [firstTile, lastTile] = between(part, tileOf);
      const [firstImage, lastImage] = between(chunk, imageOf);
      const dw = f.let(address(args.dw, [chunk, dwBytes]));
      const resume = f.let(0);
      f.range(firstImage, lastImage, 1, (n) => {
        f.range(0, height, args.rowsInBand, (first) => {
          const rows = f.let(i32.min(f.let(i32.sub(height, first)), args.rowsInBand));
          const picture = i32.add(args.x, i32.mul(n, args.imageBytes));
          const x = view(f, args, picture, first, rows, room);
          const dy = f.let(i32.add(args.dy, i32.add(i32.mul(n, dyImage), i32.mul(first, dyRow))));
          f.range(0, args.pieces, 1, (piece) => {
            const [column, next] = between(piece, pieceOf);
            const places = [
              address(x, [column, 4 * stride.width * image.channels]),
              address(dy, [column, 4 * filters]),
            ];
            const band = [rows, i32.sub(next, column), viewRow, panel];
            f.call(addBand, ...places, dw, ...band, firstTile, lastTile, resume, args.scratch);
            f.set(resume, 1);
          });
        });
      });
    });
  });
};

/** The rows (i, j, q) of dw: groups that see neighbouring numbers, each in tiles. */
const rowsOf = ({ simd: { tile } }: Pick<ModuleBuilder, 'simd'>, { image, taps, dilation }: Window) => {
  // Taps of one row of the window are neighbours in memory unless it is dilated; then each is a group by itself.
  const [groups, length] =
    dilation.width === 1 ? [taps.height, taps.width * image.channels] : [taps.height * taps.width, image.channels];
  return { groups, length, inGroup: cutEvenly(length, tile.rows) };
};

/**
 * `(x, dy, dw, rows, columns, viewRow, panel, firstTile, lastTile, resume, panels)`: what a band of dy, [rows,
 * columns], adds to these tiles of dw, or where nothing is to be resumed, makes of them. A panel has `panel` bytes.
 */
const emitAddBand = (m: ModuleBuilder, window: Window, filters: number): Func => {
  const { image, taps, stride, dilation } = window;
  const pixel = 4 * image.channels;
  const panelColumns = 4 * m.simd.tile.vectors;
  const channels = cutInto(filters, panelColumns);
  const { length, inGroup } = rowsOf(m, window);
  const packs = channels.runs.map((run) => emitPackRows(m, run.length, panelColumns, 4 * filters));
  const tiles = inGroup.runs.map((ofRows) =>
    channels.runs.map((ofChannels) =>
      emitTile(m, {
        ...{ rows: ofRows.length, columns: ofChannels.length, jumps: true },
        ...{ a: { row: 4, step: stride.width * pixel }, b: { step: 4 * panelColumns }, c: { row: 4 * filters } },
      }),
    ),
  );
  const sizes = integers('rows', 'columns', 'viewRow', 'panel');
  const parameters = {
    ...integers('x', 'dy', 'dw'),
    ...sizes,
    ...integers('firstTile', 'lastTile', 'resume', 'panels'),
  };
  return m.func(undefined, parameters, (f, args) => {
    const { x, dy, dw, rows, columns, viewRow, panel, firstTile, lastTile, resume, panels } = args;
    const panelOf = (j: Local<'i32'>): I32 => i32.add(panels, i32.mul(j, panel));
    const pixels = f.let(i32.mul(rows, columns));
    // One row of windows after the other, where bands have several.
    const jump = f.let(i32.sub(i32.mul(viewRow, stride.height), i32.mul(columns, stride.width * pixel)));
    const ofRow = f.let(i32.mul(viewRow, dilation.height));
    const inWindow = (group: Local<'i32'>): I32 =>
      dilation.width === 1
        ? i32.mul(group, ofRow)
        : i32.add(
            i32.mul(i32.divU(group, taps.width), ofRow),
            i32.mul(i32.remU(group, taps.width), dilation.width * pixel),
          );
    f.range(0, channels.count, 1, (j) =>
      channels.choose(f, j, (run) => f.call(packs[run]!, panelOf(j), address(dy, [channels.start(j), 4]), pixels)),
    );
    f.range(firstTile, lastTile, 1, (t) => {
      const group = f.let(i32.divU(t, inGroup.count));
      const i = f.let(i32.remU(t, inGroup.count));
      const start = f.let(inGroup.start(i));
      const a = f.let(i32.add(x, address(inWindow(group), [start, 4])));
      const row = f.let(address(dw, [group, 4 * length * filters], [start, 4 * filters]));
      f.range(0, channels.count, 1, (j) =>
        channels.choose(f, j, (ofChannels) =>
          inGroup.choose(f, i, (ofRows) => {
            const c = address(row, [channels.start(j), 4]);
            f.call(tiles[ofRows]![ofChannels]!, a, panelOf(j), c, columns, rows, jump, resume, 0, 0);
          }),
        ),
      );
    });
  });
};
