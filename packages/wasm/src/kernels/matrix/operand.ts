// internal: a matrix of a product as its tiles take it
import type { I32 } from '../../assembler/expression.ts';
import type { Body, Local } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { address } from '../shared/address.ts';
import type { Cut } from '../shared/cut.ts';
import { emitPackColumns, emitPackRows } from '../shared/pack.ts';

/**
 * One side of a product: [length, k] if it is in the order of k, else [k, length], with `length` cut in tiles. It is
 * read where it is, or packed in panels, one a tile, each with the numbers of one k after those of the k before:
 *
 *                  t →                            panels of a block
 *            ┌─────┬─────┬─────┐                  ┌─────┐┌─────┐
 *        k0  │░░░░░│░░░░░│     │ depth      →     │░░░░░││░░░░░│
 *            ├─────┼─────┼─────┤                  └─────┘└─────┘
 *            │     │     │     │                   first   ...
 */
export interface OperandShape {
  readonly cut: Cut;
  readonly length: number;
  readonly k: number;
  readonly inOrder: boolean;
  readonly packed: boolean;
}

/** Tiles [first, to), and `depth` numbers of k from `k0` on. */
export interface OperandBlock {
  readonly matrix: Local<'i32'>;
  /** Where panels go. */
  readonly packed: Local<'i32'>;
  readonly first: Local<'i32'>;
  readonly to: Local<'i32'>;
  readonly k0: Local<'i32'>;
  readonly depth: Local<'i32'>;
  /** The greatest depth of a block: panels are that far apart. */
  readonly deepest: Local<'i32'>;
  /** How many tiles are of the cut's first run. Default: as many as in the cut. */
  readonly longer?: Local<'i32'>;
}

export interface Operand {
  /** In bytes: from one number of a tile to the next for the same k, and from one k to the next. */
  readonly strides: { readonly row: number; readonly step: number };
  /** Packs a block, if this side is packed. */
  prepare(f: Body, block: OperandBlock): void;
  /** Where tile `t` begins. */
  place(block: OperandBlock, t: Local<'i32'>): I32;
}

export const operand = (m: ModuleBuilder, { cut, length, k, inOrder, packed }: OperandShape): Operand => {
  const inPlace: Operand['place'] = ({ matrix, k0, longer }, t) => {
    const start = cut.start(t, longer);
    return inOrder ? address(matrix, [start, 4 * k], [k0, 4]) : address(matrix, [k0, 4 * length], [start, 4]);
  };
  if (!packed) {
    const strides = inOrder ? { row: 4 * k, step: 4 } : { row: 4, step: 4 * length };
    return { strides, prepare: () => undefined, place: inPlace };
  }
  // Vectors of four read a panel, so that it has room for whole ones.
  const width = 4 * Math.ceil(cut.longest / 4);
  const packs = cut.runs.map((run) =>
    inOrder ? emitPackColumns(m, run.length, width, 4 * k) : emitPackRows(m, run.length, width, 4 * length),
  );
  const inPanel: Operand['place'] = ({ packed: panels, first, deepest }, t) =>
    address(panels, [i32.mul(i32.sub(t, first), deepest), 4 * width]);
  return {
    strides: { row: 4, step: 4 * width },
    place: inPanel,
    prepare: (f, block) =>
      f.range(block.first, block.to, 1, (t) =>
        cut.choose(f, t, (run) => f.call(packs[run]!, inPanel(block, t), inPlace(block, t), block.depth), block.longer),
      ),
  };
};
