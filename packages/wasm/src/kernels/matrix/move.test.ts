import { expect, test } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { emitMove } from './move.ts';

const lines = [
  [23, 1, 1],
  [4, 1, 1],
  [6, 3, 1],
  [3, -2, 1],
  [5, 0, 1],
  [7, 1, 2],
  [4, 3, 4],
] as const;

test('lines go from where they begin to where they belong, in a row or number by number, whatever they are cut into', () => {
  for (const bytes of [1, 4] as const) {
    for (const parts of [1, 2, 5]) {
      for (const [length, step, goalStep] of lines) {
        const runtime = testRuntime({ parts });
        const view = bytes === 1 ? Uint8Array : Int32Array;
        const words = new Int32Array(400);
        const x = new view(words.buffer, 0, 400);
        for (let i = 0; i < 400; i++) x[i] = bytes === 1 ? i % 251 : i;
        const wanted = new view(400).fill(255);
        for (let i = 0; i < 2; i++)
          for (let j = 0; j < 3; j++)
            for (let k = 0; k < length; k++)
              wanted[i * 120 + j * 35 + k * goalStep] = x[20 + i * 100 + j * 7 + k * step]!;
        const [from, to] = [runtime.putInts(words), runtime.putInts(new Int32Array(400).fill(bytes === 1 ? -1 : 255))];
        const [steps, strides] = [
          [step, goalStep],
          [7, 100, 35, 120],
        ].map((all) => all.map((each) => bytes * each));
        const args = [from + bytes * 20, to, length, ...steps!, 3, ...strides!];
        runtime.launch(runtime.kernel('move', emitMove(bytes)), args, { count: 6, work: 0 });
        expect(new view(runtime.takeInts(to, 400).buffer as ArrayBuffer, 0, 400)).toEqual(wanted);
      }
    }
  }
});

test('long rows too, to their last byte', () => {
  for (const bytes of [1, 4] as const) {
    for (const length of [1023, 1024, 4095, 4097, 5003]) {
      const runtime = testRuntime();
      const words = Int32Array.from({ length: 2 * length }, (_, i) => 0x01020304 * i);
      const [from, to] = [runtime.putInts(words), runtime.putInts(new Int32Array(2 * length))];
      const args = [from, to, length, bytes, bytes, 1, 0, bytes * length, 0, bytes * length];
      runtime.launch(runtime.kernel('move', emitMove(bytes)), args, { count: 2, work: 0 });
      const moved = new Uint8Array(runtime.takeInts(to, 2 * length).buffer);
      const wanted = new Uint8Array(words.buffer).fill(0, 2 * bytes * length);
      expect(moved).toEqual(wanted);
    }
  }
});
