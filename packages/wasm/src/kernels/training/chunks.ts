// internal: matrices of channels, gone over in chunks of rows
import type { I32, V128 } from '../../assembler/expression.ts';
import type { Body, Local } from '../../assembler/func.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { keep } from '../elementwise/elementwise.ts';
import { inStrips, perRegister, type Strip } from '../shared/strips.ts';

type Address = Local<'i32'>;

/** What every kernel on chunks is told, by these names. */
export const chunkParameters = ['rows', 'chunkRows', 'channels', 'begin', 'end', 'scratch'] as const;

type Extent = Readonly<Record<(typeof chunkParameters)[number], Address>>;

/** Few enough rows for a chunk's second reading to come from a near cache; the same for any number of threads. */
export const chunkRowsOf = (channels: number): number => Math.max(32, Math.floor(4096 / channels));

/** A strip of channels in a chunk of rows. */
export interface Piece {
  readonly strip: Strip;
  /** How many rows it has. */
  readonly count: Address;
  /** In bytes: from the tensor's begin to the piece's, from that of a row, and from row to row. */
  readonly offset: Address;
  readonly before: Address;
  readonly rowBytes: Address;
  /** Where the chunk's channels begin in a list with `lists` rows of channels for each chunk. */
  listed(base: I32, lists: number): Address;
}

/**
 * Chunks [begin, end), and in each the channels in strips:
 *
 *                 channels →
 *                ┌────┬────┬──┐
 *     rows ↓     │  ↓ │  ↓ │ ↓│  chunk 0, of `chunkRows` rows
 *                ├────┼────┼──┤
 *                │  ↓ │  ↓ │ ↓│  chunk 1, of those that are left
 *                └────┴────┴──┘
 */
export const inChunks = (f: Body, extent: Extent, write: (piece: Piece) => void): void => {
  const { rows, chunkRows, channels, begin, end } = extent;
  const rowBytes = f.let(i32.shl(channels, 2));
  f.range(begin, end, 1, (chunk) => {
    const first = f.let(i32.mul(chunk, chunkRows));
    const left = f.let(i32.sub(rows, first));
    const count = f.let(i32.min(left, chunkRows));
    inStrips(f, rowBytes, (strip, before) => {
      const offset = f.let(i32.add(i32.mul(first, rowBytes), before));
      const listed = (base: I32, lists: number) =>
        f.let(i32.add(i32.add(base, i32.mul(i32.mul(chunk, lists), rowBytes)), before));
      write({ strip, count, offset, before, rowBytes, listed });
    });
  });
};

/** Row by row, `visit` with the row's address in each tensor. */
export const overRows = (f: Body, piece: Piece, tensors: readonly I32[], visit: (...rows: Address[]) => void): void => {
  const addresses = tensors.map((base) => f.let(i32.add(base, piece.offset)));
  f.times(piece.count, () => {
    visit(...addresses);
    for (const address of addresses) f.add(address, piece.rowBytes);
  });
};

/** A register for each of the strip, with these values. */
const registers = (f: Body, strip: Strip, value: (register: number) => V128): readonly Local<'v128'>[] => {
  const made = f.several('v128', strip.registers);
  perRegister(strip, (k) => f.set(made[k]!, value(k)));
  return made;
};

export const zeros = (f: Body, strip: Strip): readonly Local<'v128'>[] => registers(f, strip, () => v128.zero());

export const load = (f: Body, strip: Strip, address: I32): readonly Local<'v128'>[] =>
  registers(f, strip, (k) => strip.load(address, k));

export const store = (strip: Strip, address: I32, values: readonly V128[]): void =>
  perRegister(strip, (k) => strip.store(address, values[k]!, k));

/** Chunk by chunk, `visit` with an address that goes on by `listBytes`, and how many rows the chunk has. */
export const overChunks = (
  f: Body,
  { rows, chunkRows }: Pick<Extent, 'rows' | 'chunkRows'>,
  { from, listBytes }: { readonly from: I32; readonly listBytes: I32 },
  visit: (list: Address, count: Local<'v128'>) => void,
): void => {
  const list = f.let(from);
  const left = f.let(rows);
  f.while(
    () => i32.gtS(left, 0),
    () => {
      visit(list, keep(f, f32x4.splat(f32.convertS(i32.min(left, chunkRows)))));
      f.add(list, listBytes);
      f.set(left, i32.sub(left, chunkRows));
    },
  );
};
