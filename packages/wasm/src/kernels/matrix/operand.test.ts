import { expect, test } from 'vitest';
import { testRuntime } from '../../../testing/testRuntime.ts';
import { integers } from '../../assembler/func.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { cutEvenly, cutInto } from '../shared/cut.ts';
import { type OperandShape, operand } from './operand.ts';

const k = 7;
const [k0, depth] = [2, 5];

/** The numbers of one tile as a product meets them: those of each k in [k0, k0 + depth), one after the other. */
const met = (shape: OperandShape, matrix: Float32Array, first: number, to: number, tile: number, width: number) => {
  const runtime = testRuntime();
  const kernel = runtime.kernel('operand', (m) => {
    const side = operand(m, shape);
    const parameters = integers(
      'matrix',
      'packed',
      'first',
      'to',
      'k0',
      'depth',
      'deepest',
      'tile',
      'y',
      'begin',
      'end',
      'scratch',
    );
    m.func('run', parameters, (f, args) => {
      side.prepare(f, args);
      const place = f.let(side.place(args, args.tile));
      f.times(args.depth, () => {
        for (let i = 0; i < width; i++) f.store(args.y, f32.load(place, i * side.strides.row), 4 * i);
        f.add(args.y, 4 * width);
        f.set(place, i32.add(place, side.strides.step));
      });
    });
  });
  const y = runtime.room(depth * width);
  const packed = runtime.room(1000);
  runtime.launch(kernel, [runtime.put(matrix), packed, first, to, k0, depth, depth + 1, tile, y], {
    count: 1,
    work: 0,
  });
  return [...runtime.take(y, depth * width)];
};

test('tiles meet the same numbers whether they are packed or not, in the order of k or not', () => {
  for (const [cut, length] of [
    [cutEvenly(10, 4), 10],
    [cutInto(10, 8), 10],
    [cutInto(5, 8), 5],
  ] as const) {
    const value = (t: number, at: number) => 100 * t + at;
    const along = Float32Array.from({ length: length * k }, (_, at) => value(Math.floor(at / k), at % k));
    const across = Float32Array.from({ length: length * k }, (_, at) => value(at % length, Math.floor(at / length)));
    for (const [inOrder, matrix] of [
      [true, along],
      [false, across],
    ] as const) {
      for (const packed of [false, true]) {
        let start = 0;
        for (let tile = 0; tile < cut.count; tile++) {
          const width = tile < cut.runs[0]!.count ? cut.runs[0]!.length : cut.runs[1]!.length;
          const wanted = Array.from({ length: depth * width }, (_, at) =>
            value(start + (at % width), k0 + Math.floor(at / width)),
          );
          const shape = { cut, length, k, inOrder, packed };
          const first = Math.min(tile, 1);
          const about = `tile ${tile} of ${cut.count}, in order ${inOrder}, packed ${packed}`;
          expect(met(shape, matrix, first, cut.count, tile, width), about).toEqual(wanted);
          start += width;
        }
      }
    }
  }
});
