import { expect, test } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { emitPad } from './pad.ts';

const margins = [
  { left: 3, length: 5, right: 2, above: 2, rows: 3, below: 1 },
  { left: 0, length: 21, right: 40, above: 0, rows: 1, below: 0 },
  { left: 17, length: 1, right: 0, above: 1, rows: 2, below: 3 },
];

test('tables within margins are those of loops, whatever they are cut into', () => {
  for (const bytes of [1, 4] as const) {
    const view = bytes === 1 ? Uint8Array : Int32Array;
    for (const parts of [1, 2, 3, 7]) {
      for (const { left, length, right, above, rows, below } of margins) {
        const runtime = testRuntime({ parts });
        const words = new Int32Array(100);
        const x = new view(words.buffer, 0, 100);
        for (let i = 0; i < 100; i++) x[i] = i + 1;
        const [lines, whole] = [above + rows + below, left + length + right];
        const wanted = Array.from({ length: 2 * lines * whole }, (_, at) => {
          const [table, line, place] = [Math.floor(at / whole / lines), Math.floor(at / whole) % lines, at % whole];
          const isInside = line >= above && line < above + rows && place >= left && place < left + length;
          return isInside ? x[(table * rows + line - above) * length + place - left]! : 9;
        });
        const y = runtime.room(wanted.length);
        const args = [9, ...[left, length, right].map((each) => bytes * each), above, rows, below];
        runtime.launch(runtime.kernel('pad', emitPad(bytes)), [runtime.putInts(words), y, ...args], {
          count: 2 * lines,
          work: 0,
        });
        expect([...new view(runtime.takeInts(y, wanted.length).buffer as ArrayBuffer, 0, wanted.length)]).toEqual(
          wanted,
        );
      }
    }
  }
});
