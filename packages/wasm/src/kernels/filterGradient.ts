// internal: the gradient of a convolution by its filters
import type { I32 } from '../assembler/expression.ts';
import { type Func, integers, type Local } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { f32, i32 } from '../assembler/scalars.ts';
import { f32x4, v128 } from '../assembler/vectors.ts';
import { emitPackRows } from './pack.ts';
import { emitTile, startOf } from './tile.ts';
import { emitBand, heightSeen, isInside, type Window, widthSeen } from './window.ts';

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
 * Sums of floats hang on their order. So that it is the same for any number of threads, images are summed in chunks whose
 * number hangs on the shape alone, each into a dw of its own, and these in their order.
 */
export interface FilterGradientShape {
  readonly window: Window;
  readonly images: number;
  readonly filters: number;
}

/** How it is cut: chunks of images, parts of dw's rows, and rows of dy in a band. */
export interface FilterGradientCut {
  readonly chunks: number;
  readonly parts: number;
  readonly rows: number;
}

const bytesOfPartials = 8 << 20;
const mostUnits = 16;
const pixelsInBand = 160;

/** Undefined where not even one row's windows fit the scratch memory: pad before. */
export const filterGradientCut = (shape: FilterGradientShape, room: number): FilterGradientCut | undefined => {
  const { window, images, filters } = shape;
  const { taps, image, stops } = window;
  const xBytes = (rows: number): number =>
    isInside(window) ? 0 : 4 * heightSeen(window, rows) * widthSeen(window) * image.channels;
  const bytes = (rows: number): number => xBytes(rows) + 4 * rows * stops.width * (filters + 16);
  if (bytes(1) > room) return undefined;
  let rows = Math.max(1, Math.min(stops.height, Math.floor(pixelsInBand / stops.width)));
  while (rows > 1 && bytes(rows) > room) rows -= 1;
  const whole = 4 * taps.height * taps.width * image.channels * filters;
  const chunks = Math.max(1, Math.min(images, mostUnits, Math.floor(bytesOfPartials / whole)));
  return { chunks, parts: Math.max(1, Math.floor(mostUnits / chunks / 2)), rows };
};

/** `run(x, dy, partials, begin, end, scratch)`, by chunks and parts: one dw for each chunk. */
export const emitFilterGradient = (m: ModuleBuilder, shape: FilterGradientShape, cut: FilterGradientCut): void => {
  const { window, images, filters } = shape;
  const { image, taps, stops, stride, dilation } = window;
  const { tile } = m.simd;
  const columns = 4 * tile.vectors;
  const panels = Math.ceil(filters / columns);
  const rest = filters - (panels - 1) * columns;
  const inside = isInside(window);
  const band = inside ? undefined : emitBand(m, window);
  const width = inside ? image.width : widthSeen(window);
  const pixel = 4 * image.channels;
  const joined = dilation.width === 1;
  const group = joined ? taps.width * image.channels : image.channels;
  const groups = joined ? taps.height : taps.height * taps.width;
  const tilesInGroup = Math.ceil(group / tile.rows);
  const tiles = groups * tilesInGroup;
  const short = Math.floor(group / tilesInGroup);
  const tall = group - short * tilesInGroup;
  const heights = tall === 0 ? [short] : [short + 1, short];
  const widths = rest === columns ? [columns] : [columns, rest];
  const packs = widths.map((of) => emitPackRows(m, of, columns, 4 * filters));
  const compute: readonly (readonly Func[])[] = heights.map((rows) =>
    widths.map((of) =>
      emitTile(m, {
        rows,
        columns: of,
        a: { row: 4, step: stride.width * pixel },
        b: { step: 4 * columns },
        c: { row: 4 * filters },
        // One row of windows after the other.
        jump: { a: (stride.height * width - stops.width * stride.width) * pixel, b: 0 },
      }),
    ),
  );
  const bytes = {
    image: 4 * image.height * image.width * image.channels,
    dy: 4 * stops.height * stops.width * filters,
    dw: 4 * groups * group * filters,
    panel: 4 * cut.rows * stops.width * columns,
  };

  m.func('run', integers('x', 'dy', 'partials', 'begin', 'end', 'scratch'), (f, args) => {
    const panelsAt = args.scratch;
    const bandAt = f.let(i32.add(args.scratch, panels * bytes.panel));
    f.range(args.begin, args.end, 1, (unit) => {
      const chunk = f.let(i32.divU(unit, cut.parts));
      const part = f.let(i32.remU(unit, cut.parts));
      const next = (t: Local<'i32'>): Local<'i32'> => f.let(i32.add(t, 1));
      const [firstTile, lastTile] = [startOf(part, tiles, cut.parts), f.let(startOf(next(part), tiles, cut.parts))];
      const dw = f.let(i32.add(args.partials, i32.mul(chunk, bytes.dw)));
      const resume = f.let(0);
      f.range(startOf(chunk, images, cut.chunks), f.let(startOf(next(chunk), images, cut.chunks)), 1, (n) => {
        const picture = f.let(i32.add(args.x, i32.mul(n, bytes.image)));
        const dyOf = f.let(i32.add(args.dy, i32.mul(n, bytes.dy)));
        f.range(0, stops.height, cut.rows, (first) => {
          const rows = f.let(i32.sub(stops.height, first));
          f.if(i32.gtS(rows, cut.rows), () => f.set(rows, cut.rows));
          const source = f.let(
            band === undefined ? i32.add(picture, i32.mul(first, stride.height * width * pixel)) : bandAt,
          );
          if (band !== undefined) {
            const seen = i32.add(i32.mul(i32.sub(rows, 1), stride.height), heightSeen(window, 1));
            f.call(band, source, picture, i32.mul(first, stride.height), seen);
          }
          const pixels = f.let(i32.mul(rows, stops.width));
          const dyAt = f.let(i32.add(dyOf, i32.mul(first, 4 * stops.width * filters)));
          const panel = (j: I32): I32 => i32.add(panelsAt, i32.mul(j, bytes.panel));
          const byWidth = (j: Local<'i32'>, act: (which: number) => void): void => {
            if (widths.length === 1) act(0);
            else
              f.if(
                i32.eq(j, panels - 1),
                () => act(1),
                () => act(0),
              );
          };
          f.range(0, panels, 1, (j) =>
            byWidth(j, (which) => f.call(packs[which]!, panel(j), i32.add(dyAt, i32.mul(j, 4 * columns)), pixels)),
          );
          f.range(firstTile, lastTile, 1, (t) => {
            const g = f.let(i32.divU(t, tilesInGroup));
            const i = f.let(i32.remU(t, tilesInGroup));
            const at = f.let(startOf(i, group, tilesInGroup));
            const inWindow = joined
              ? i32.mul(g, dilation.height * width * pixel)
              : i32.add(
                  i32.mul(i32.divU(g, taps.width), dilation.height * width * pixel),
                  i32.mul(i32.remU(g, taps.width), dilation.width * pixel),
                );
            const a = f.let(i32.add(source, i32.add(inWindow, i32.mul(at, 4))));
            const c = f.let(i32.add(dw, i32.mul(i32.add(i32.mul(g, group), at), 4 * filters)));
            f.range(0, panels, 1, (j) =>
              byWidth(j, (ofWidth) => {
                const call = (which: number): void =>
                  f.call(
                    compute[which]![ofWidth]!,
                    ...[a, panel(j), i32.add(c, i32.mul(j, 4 * columns)), stops.width, rows, resume, 0, 0],
                  );
                if (tall === 0) call(0);
                else
                  f.if(
                    i32.ltS(i, tall),
                    () => call(0),
                    () => call(1),
                  );
              }),
            );
          });
          f.set(resume, 1);
        });
      });
    });
  });
};

/** `run(partials, count, sum, begin, end, scratch)`, by numbers of the sum: partials in their order. */
export const emitSumOfPartials = (m: ModuleBuilder, size: number): void => {
  m.func('run', integers('partials', 'count', 'sum', 'begin', 'end', 'scratch'), (f, args) => {
    const { partials, count, sum, begin, end } = args;
    const total = f.local('v128');
    const single = f.local('f32');
    const from = f.local('i32');
    const whole = f.let(i32.add(begin, i32.and(i32.sub(end, begin), -4)));
    const over = (i: Local<'i32'>, start: () => void, add: () => void): void => {
      f.set(from, i32.add(partials, i32.mul(i, 4)));
      start();
      f.times(i32.sub(count, 1), () => {
        f.add(from, 4 * size);
        add();
      });
    };
    f.range(begin, whole, 4, (i) => {
      over(
        i,
        () => f.set(total, v128.load(from)),
        () => f.set(total, f32x4.add(total, v128.load(from))),
      );
      f.store(i32.add(sum, i32.mul(i, 4)), total);
    });
    f.range(whole, end, 1, (i) => {
      over(
        i,
        () => f.set(single, f32.load(from)),
        () => f.set(single, f32.add(single, f32.load(from))),
      );
      f.store(i32.add(sum, i32.mul(i, 4)), single);
    });
  });
};
