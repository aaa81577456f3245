// internal: filters in the order in which a convolution reads them
import type { I32 } from '../assembler/expression.ts';
import { integers } from '../assembler/func.ts';
import type { ModuleBuilder } from '../assembler/module.ts';
import { i32 } from '../assembler/scalars.ts';
import { emitPackColumns, emitPackRows } from './pack.ts';

/** Of filters [height, width, inputs, outputs], the taps in the order in which they are to be met. */
export interface PanelsShape {
  readonly width: number;
  readonly inputs: number;
  readonly outputs: number;
  /** (row, column) of each. */
  readonly taps: readonly (readonly [number, number])[];
  /** Forward, a panel is some of the outputs, and k runs over inputs; backward the other way round. */
  readonly backward: boolean;
}

/** How many panels there are, and their bytes together. */
export const panelsOf = ({ simd: { tile } }: Pick<ModuleBuilder, 'simd'>, shape: PanelsShape) => {
  const columns = 4 * tile.vectors;
  const [across, along] = shape.backward ? [shape.inputs, shape.outputs] : [shape.outputs, shape.inputs];
  const count = Math.ceil(across / columns);
  return { count, across, along, columns, bytes: 4 * count * columns * along * shape.taps.length };
};

/** `run(filters, panels, begin, end, scratch)`, by panels: panels[panel][tap][k][column]. */
export const emitPanels = (m: ModuleBuilder, shape: PanelsShape): void => {
  const { width, inputs, outputs, taps, backward } = shape;
  const { count, across, along, columns } = panelsOf(m, shape);
  const rest = across % columns;
  const packOf = (of: number) =>
    backward ? emitPackColumns(m, of, columns, 4 * outputs) : emitPackRows(m, of, columns, 4 * outputs);
  const whole = packOf(columns);
  const last = rest === 0 ? whole : packOf(rest);
  const between = 4 * columns * (backward ? outputs : 1);
  m.func('run', integers('filters', 'panels', 'begin', 'end', 'scratch'), (f, { filters, panels, begin, end }) => {
    f.range(begin, end, 1, (j) => {
      const to = f.let(i32.add(panels, i32.mul(j, 4 * columns * along * taps.length)));
      const from = f.let(i32.add(filters, i32.mul(j, between)));
      for (const [row, column] of taps) {
        const tap: I32 = i32.add(from, 4 * (row * width + column) * inputs * outputs);
        f.if(
          i32.eq(j, count - 1),
          () => f.call(last, to, tap, along),
          () => f.call(whole, to, tap, along),
        );
        f.add(to, 4 * columns * along);
      }
    });
  });
};
