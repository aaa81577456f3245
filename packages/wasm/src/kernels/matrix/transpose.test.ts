import { expect, it } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { columnsInStrip, emitTranspose } from './transpose.ts';

it('turns over matrices of every size to 18, strip by strip, and writes nothing beyond them', () => {
  const runtime = testRuntime({ parts: 2 });
  for (let rows = 1; rows <= 18; rows++) {
    for (let columns = 1; columns <= 18; columns++) {
      const size = 2 * rows * columns;
      const [x, y] = [runtime.put(Array.from({ length: size }, (_, i) => i)), runtime.room(size + 1)];
      const count = 2 * Math.ceil(columns / columnsInStrip);
      runtime.launch(runtime.kernel('transpose', emitTranspose), [x, y, rows, columns], { count, work: 0 });
      const wanted = Array.from({ length: size }, (_, at) => {
        const [j, i] = [Math.floor(at / rows) % columns, at % rows];
        return Math.floor(at / (rows * columns)) * rows * columns + i * columns + j;
      });
      expect([...runtime.take(y, size)], `${rows} by ${columns}`).toEqual(wanted);
      expect(runtime.take(y, size + 1)[size]).toBeNaN();
    }
  }
});
