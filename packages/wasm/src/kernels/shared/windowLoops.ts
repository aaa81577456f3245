// internal: windows that move over the planes of NHWC tensors
import type { I32 } from '../../assembler/expression.ts';
import { type Arguments, type Body, integers, type Local } from '../../assembler/func.ts';
import { i32 } from '../../assembler/scalars.ts';

/**
 * The window of output (i, j) has its corner in row i · strideHeight - padTop, column j · strideWidth - padLeft of the
 * input. Its taps lie `dilation` apart, and those that fall into the padding are left out:
 *
 *        padLeft   inWidth
 *       ┌ ─ ─ ─ ┬───────────────┐
 *         t   t │ t             │      ┌─────────┐
 *       │       │               │      │ o       │
 *         t   t │ t             │  →   │         │
 *       └ ─ ─ ─ ┴───────────────┘      └─────────┘
 */
export const windowParameters = integers(
  'inHeight',
  'inWidth',
  'channels',
  'outHeight',
  'outWidth',
  'filterHeight',
  'filterWidth',
  'strideHeight',
  'strideWidth',
  'dilationHeight',
  'dilationWidth',
  'padTop',
  'padLeft',
);

/** The parameters, and distances in bytes. */
export interface Windows extends Arguments<typeof windowParameters> {
  /** From one place of a plane to the next. */
  readonly pitch: Local<'i32'>;
  /** From tap to tap in the input. */
  readonly tapColumn: Local<'i32'>;
  readonly tapRow: Local<'i32'>;
  /** From row to row of a filter. */
  readonly filterRow: Local<'i32'>;
}

/** Taps of one window, in some rows of the input. */
export interface Taps {
  readonly rows: Local<'i32'>;
  readonly columns: Local<'i32'>;
  /** From the beginning of the input to the first tap, in bytes. */
  readonly input: Local<'i32'>;
  /** From the beginning of a filter of shape [filterHeight, filterWidth, channels] to its weights, in bytes. */
  readonly filter: Local<'i32'>;
}

/** The taps of a window along one axis that lie in a range. */
interface Span {
  /** The number of the first. */
  readonly first: Local<'i32'>;
  /** How many there are; none if not positive. */
  readonly count: Local<'i32'>;
  /** Where the first lies. */
  readonly at: Local<'i32'>;
}

export const windowsOf = (f: Body, parameters: Arguments<typeof windowParameters>): Windows => {
  const { channels, inWidth, filterWidth, dilationHeight, dilationWidth } = parameters;
  const pitch = f.let(i32.shl(channels, 2));
  return {
    ...parameters,
    pitch,
    tapColumn: f.let(i32.mul(pitch, dilationWidth)),
    tapRow: f.let(i32.mul(pitch, i32.mul(inWidth, dilationHeight))),
    filterRow: f.let(i32.mul(pitch, filterWidth)),
  };
};

const ceilDiv = (a: I32, b: I32) => i32.divS(i32.add(a, i32.sub(b, 1)), b);

/** first = ⌈(low - corner) / dilation⌉, and as many up to ⌈(high - corner) / dilation⌉ as the window has. */
const spanOf = (f: Body, corner: Local<'i32'>, taps: I32, dilation: I32, low: I32, high: I32): Span => {
  const first = f.let(0);
  f.if(i32.ltS(corner, low), () => f.set(first, ceilDiv(i32.sub(low, corner), dilation)));
  const count = f.let(taps);
  const room = f.let(i32.sub(high, corner));
  const reach = i32.mul(i32.sub(taps, 1), dilation);
  f.if(i32.leS(room, reach), () => f.set(count, ceilDiv(room, dilation)));
  f.set(count, i32.sub(count, first));
  return { first, count, at: f.let(i32.add(corner, i32.mul(first, dilation))) };
};

/** The taps of output row `i` in rows [low, high) of the input. */
const rowsOf = (f: Body, w: Windows, i: I32, low: I32, high: I32): Span => {
  const corner = f.let(i32.sub(i32.mul(i, w.strideHeight), w.padTop));
  return spanOf(f, corner, w.filterHeight, w.dilationHeight, low, high);
};

/** The windows of row `i` of an image's output, with their taps in each of several spans of rows. */
const eachInRow = (
  f: Body,
  w: Windows,
  image: I32,
  i: I32,
  spans: readonly Span[],
  visit: (taps: readonly Taps[], output: Local<'i32'>) => void,
): void => {
  const output = f.let(i32.mul(i32.mul(i32.add(i32.mul(image, w.outHeight), i), w.outWidth), w.pitch));
  f.range(0, w.outWidth, 1, (j) => {
    const corner = f.let(i32.sub(i32.mul(j, w.strideWidth), w.padLeft));
    const columns = spanOf(f, corner, w.filterWidth, w.dilationWidth, 0, w.inWidth);
    const taps = spans.map((rows): Taps => {
      const row = i32.add(i32.mul(image, w.inHeight), rows.at);
      return {
        rows: rows.count,
        columns: columns.count,
        input: f.let(i32.mul(i32.add(i32.mul(row, w.inWidth), columns.at), w.pitch)),
        filter: f.let(i32.add(i32.mul(rows.first, w.filterRow), i32.mul(columns.first, w.pitch))),
      };
    });
    visit(taps, output);
    f.add(output, w.pitch);
  });
};

/** The windows of rows [begin, end) of the output, the rows of all images counted through. */
export const eachWindow = (
  f: Body,
  w: Windows,
  begin: I32,
  end: I32,
  visit: (taps: Taps, output: Local<'i32'>) => void,
): void =>
  f.range(begin, end, 1, (row) => {
    const image = f.let(i32.divU(row, w.outHeight));
    const i = f.let(i32.remU(row, w.outHeight));
    eachInRow(f, w, image, i, [rowsOf(f, w, i, 0, w.inHeight)], ([taps], output) => visit(taps!, output));
  });

/**
 * The windows that have taps in rows [begin, end) of the input, the rows of all images counted through: `whole` are a
 * window's taps, `mine` those in these rows, so that `visit` can add to what was cleared at `target` before. Whatever
 * the rows are cut into, each of their numbers receives the same terms in the same order.
 */
export const eachWindowOnto = (
  f: Body,
  w: Windows,
  target: I32,
  begin: Local<'i32'>,
  end: I32,
  visit: (mine: Taps, whole: Taps, output: Local<'i32'>) => void,
): void => {
  const row = f.let(begin);
  const unfinished = () => i32.ltS(row, end);
  f.while(unfinished, () => {
    const image = f.let(i32.divU(row, w.inHeight));
    const low = f.let(i32.remU(row, w.inHeight));
    const left = f.let(i32.sub(end, row));
    const rows = f.let(i32.sub(w.inHeight, low));
    f.set(rows, i32.min(rows, left));
    const line = i32.mul(w.inWidth, w.pitch);
    f.clear(i32.add(target, i32.mul(row, line)), i32.mul(rows, line));

    const high = f.let(i32.add(low, rows));
    const reach = i32.mul(i32.sub(w.filterHeight, 1), w.dilationHeight);
    const first = f.let(ceilDiv(i32.sub(i32.add(low, w.padTop), reach), w.strideHeight));
    f.set(first, i32.max(first, 0));
    const last = f.let(ceilDiv(i32.add(high, w.padTop), w.strideHeight));
    f.set(last, i32.min(last, w.outHeight));
    f.range(first, last, 1, (i) => {
      const spans = [rowsOf(f, w, i, low, high), rowsOf(f, w, i, 0, w.inHeight)];
      eachInRow(f, w, image, i, spans, ([mine, whole], output) => visit(mine!, whole!, output));
    });
    f.add(row, rows);
  });
};

/** Something that moves from tap to tap, by these numbers of bytes a column and a row. */
export interface Walk {
  readonly from: I32;
  readonly column: I32;
  readonly row: I32;
}

export const overInput = ({ tapColumn, tapRow }: Windows, from: I32): Walk => ({
  from,
  column: tapColumn,
  row: tapRow,
});
export const overFilter = ({ pitch, filterRow }: Windows, from: I32): Walk => ({
  from,
  column: pitch,
  row: filterRow,
});

/** Visits taps row by row, with the addresses of all that walks along. */
export const eachTap = (
  f: Body,
  { rows, columns }: Taps,
  walks: readonly Walk[],
  visit: (...at: readonly Local<'i32'>[]) => void,
): void => {
  const starts = walks.map(({ from }) => f.let(from));
  f.times(rows, () => {
    const at = starts.map((start) => f.let(start));
    f.times(columns, () => {
      visit(...at);
      for (const [i, { column }] of walks.entries()) f.add(at[i]!, column);
    });
    for (const [i, { row }] of walks.entries()) f.add(starts[i]!, row);
  });
};
