import { show } from '@kindling/core';
import { batch, fromArrays, hostArray, pipe } from '@kindling/data';
import { dispose, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import type { Draw } from '../draw.ts';
import { answerOf, type Kind, Wrong } from '../kind.ts';

/** Rows as lists, of two numbers or one each, some of them odd. */
const rowsOf = (draw: Draw, length: number): unknown[] => {
  const isVector = draw.chance(0.5);
  const rows = Array.from({ length }, (_, i): unknown => (isVector ? i : [i, -i]));
  if (length > 0 && draw.chance(0.3)) rows[draw.int(length)] = draw.nonsense();
  if (length > 0 && draw.chance(0.1)) delete rows[draw.int(length)];
  return rows;
};

const plain = (value: unknown): value is number[] | number[][] =>
  Array.isArray(value) &&
  value.length > 0 &&
  Array.from(value).every((row) =>
    Array.isArray(value[0])
      ? Array.isArray(row) && row.length === value[0].length && Array.from(row).every((x) => typeof x === 'number')
      : typeof row === 'number',
  );

const columnOf = (draw: Draw, length: number): unknown =>
  draw.pick<() => unknown>([
    () => rowsOf(draw, length),
    () => rowsOf(draw, length),
    () => Float32Array.from({ length }, (_, i) => i),
    () => Uint8Array.from({ length }, (_, i) => i),
    () =>
      hostArray(
        Int32Array.from({ length: 2 * length }, (_, i) => i),
        [length, 2],
      ),
    () => ({ a: Int32Array.from({ length }, (_, i) => i) }),
    () => draw.nonsense(),
  ])();

/** Every number of a column of plain lists, in order. */
const flat = (rows: readonly (number | readonly number[])[]): number[] => [...Float32Array.from(rows.flat())];

/** Columns for `fromArrays` and `batch`: refused, or every row comes once, as it was given. */
export const columns: Kind = {
  name: 'columns',
  once: async (draw) => {
    const length = draw.int(6);
    const other = draw.chance(0.9) ? length : draw.int(6);
    const given = { x: columnOf(draw, length), y: Int32Array.from({ length: other }, (_, i) => i) };
    const about = 'batches of columns';
    const size = 1 + draw.int(4);
    const read: { x: number[]; y: number[] } = { x: [], y: [] };
    const answer = await answerOf(
      async () => {
        for await (const element of pipe(fromArrays(given as { x: Float32Array; y: Int32Array }), batch(size))) {
          const { x, y } = element as { x?: Tensor; y: Tensor };
          try {
            if (typeof x?.data === 'function') read.x.push(...(await x.data()));
            read.y.push(...(await y.data()));
          } finally {
            dispose(element as TensorContainer);
          }
        }
      },
      { about },
    );
    if ('error' in answer) {
      if (plain(given.x) && given.x.length === other)
        throw new Wrong(`right rows are refused: ${answer.error.message}`);
      return 'refused';
    }
    if (read.y.join() !== [...given.y].join()) throw new Wrong(`${about} lose rows: ${read.y}`);
    const isDeeper = Array.isArray(given.x) && Array.isArray(given.x[0]?.[0]);
    if (Array.isArray(given.x) && given.x.length > 0 && !isDeeper) {
      if (!plain(given.x) && !given.x.some((row) => ArrayBuffer.isView(row))) {
        throw new Wrong(`odd rows were taken: ${show(given.x)}`);
      }
      if (plain(given.x) && read.x.join() !== flat(given.x).join()) throw new Wrong(`rows became ${read.x}`);
    }
    return 'accepted';
  },
};
