// internal: filters in the order in which a convolution reads them
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { i32 } from '../../assembler/scalars.ts';
import { address } from '../shared/address.ts';
import { cutInto } from '../shared/cut.ts';
import { emitPackColumns, emitPackRows } from '../shared/pack.ts';

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

/** How panels are cut, what of a filter goes across them and along them, and their bytes together. */
export const panelsOf = ({ simd: { tile } }: Pick<ModuleBuilder, 'simd'>, shape: PanelsShape) => {
  const columns = 4 * tile.vectors;
  const [across, along] = shape.backward ? [shape.inputs, shape.outputs] : [shape.outputs, shape.inputs];
  const cut = cutInto(across, columns);
  const panel = 4 * columns * along * shape.taps.length;
  return { cut, columns, along, panel, bytes: cut.count * panel };
};

/** `run(filters, panels, begin, end, scratch)`, by panels: panels[panel][tap][k][column]. */
export const emitPanels = (m: ModuleBuilder, shape: PanelsShape): void => {
  const { width, inputs, outputs, taps, backward } = shape;
  const { cut, columns, along, panel } = panelsOf(m, shape);
  const packs = cut.runs.map(({ length }) =>
    backward ? emitPackColumns(m, length, columns, 4 * outputs) : emitPackRows(m, length, columns, 4 * outputs),
  );
  const between = 4 * (backward ? outputs : 1);
  m.func('run', integers('filters', 'panels', 'begin', 'end', 'scratch'), (f, { filters, panels, begin, end }) => {
    f.range(begin, end, 1, (j) => {
      const to = f.let(address(panels, [j, panel]));
      const from = f.let(address(filters, [cut.start(j), between]));
      for (const [row, column] of taps) {
        const tap = i32.add(from, 4 * (row * width + column) * inputs * outputs);
        cut.choose(f, j, (run) => f.call(packs[run]!, to, tap, along));
        f.add(to, 4 * columns * along);
      }
    });
  });
};
