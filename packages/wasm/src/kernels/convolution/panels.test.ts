import { expect, test } from 'vitest';
import { simdsOf } from '../../../testing/simds.ts';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { emitPanels, type PanelsShape, panelsOf } from './panels.ts';

const taps = [
  [1, 2],
  [0, 0],
  [1, 1],
] as const;
const [height, width] = [2, 3];

test.each(simdsOf(false))('filters come panel by panel, tap by tap, with tiles of $tile.vectors vectors', (simd) => {
  for (const backward of [false, true]) {
    for (const [inputs, outputs] of [
      [1, 1],
      [3, 5],
      [5, 8],
      [16, 3],
      [7, 33],
      [33, 18],
    ] as const) {
      const shape: PanelsShape = { width, inputs, outputs, taps, backward };
      const filters = Float32Array.from({ length: height * width * inputs * outputs }, (_, i) => i + 1);
      for (const parts of [1, 3]) {
        const runtime = testRuntime({ simd, parts });
        const { cut, columns, along, bytes } = panelsOf(runtime, shape);
        const across = backward ? inputs : outputs;
        expect([cut.count, columns, along]).toEqual([
          Math.ceil(across / (4 * simd.tile.vectors)),
          4 * simd.tile.vectors,
          backward ? outputs : inputs,
        ]);
        const panels = runtime.room(bytes / 4);
        const kernel = runtime.kernel('panels', (m) => emitPanels(m, shape));
        runtime.launch(kernel, [runtime.put(filters), panels], { count: cut.count, work: 0 });
        const found = runtime.take(panels, bytes / 4);
        const wanted = found.map((_, at) => {
          const column = at % columns;
          const k = Math.floor(at / columns) % along;
          const [row, tapColumn] = taps[Math.floor(at / columns / along) % taps.length]!;
          const other = Math.floor(at / columns / along / taps.length) * columns + column;
          const [input, output] = backward ? [other, k] : [k, other];
          if (other >= across) return Number.NaN;
          return filters[((row * width + tapColumn) * inputs + input) * outputs + output]!;
        });
        expect(found, `${inputs} inputs, ${outputs} outputs, backward ${backward}`).toEqual(wanted);
      }
    }
  }
});
