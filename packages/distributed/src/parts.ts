// internal: a batch in parts, one a shard
import { type Fed, formatShape, isRowBatch, mapTensors, tensorsIn, tidied } from '@kindling/core';
import { gather, reshape, slice, type Tensor, tensor1d } from '@tensorflow/tfjs-core';

/** How many rows a batch has. */
export const rowsOf = (batch: unknown): number => (isRowBatch(batch) ? batch.rows.length : commonLength(batch));

/**
 * Row i belongs to part i mod `count`. A part's tensors are new, the caller's own; one part is the batch itself.
 *
 * @throws Error for tensors of different length, and for a scalar
 */
export const partsOf = <B>(batch: Fed<B>, count: number): readonly Fed<B>[] => {
  const rows = rowsOf(batch);
  if (count === 1) return [batch];
  const parts = Array.from({ length: Math.min(count, rows) }, (_, part) => part);
  if (isRowBatch(batch))
    return parts.map((part) => ({ ...batch, rows: batch.rows.filter((_, i) => i % count === part) }));
  return tidied(() => parts.map((part) => mapTensors(batch, (tensor) => rowsFor(tensor, part, count)) as B));
};

const commonLength = (batch: unknown): number => {
  const [first, ...others] = tensorsIn(batch);
  if (first === undefined) throw new Error('across: the batch has no tensor');
  for (const { shape } of [first, ...others])
    if (shape.length === 0 || shape[0] !== first.shape[0])
      throw new Error(
        `across: a batch is cut by its rows, so its tensors must have as many; got ${formatShape(first.shape)} and ${formatShape(shape)}`,
      );
  return first.shape[0]!;
};

/** Rows part, part + count, part + 2 count, ... */
const rowsFor = (tensor: Tensor, part: number, count: number): Tensor => {
  const [rows, ...row] = tensor.shape as [number, ...number[]];
  if (rows % count !== 0) {
    const places = Array.from({ length: Math.ceil((rows - part) / count) }, (_, i) => part + i * count);
    return gather(tensor, tensor1d(places, 'int32'));
  }
  const groups = rows / count;
  const grouped = reshape(tensor, [groups, count, row.reduce((product, length) => product * length, 1)]);
  return reshape(slice(grouped, [0, part, 0], [groups, 1, -1]), [groups, ...row]);
};
