// internal: what a batch must hold
import { requireAlive, show } from '@kindling/core';
import { isHostArray } from '@kindling/data';
import { Tensor } from '@tensorflow/tfjs-core';

const lives =
  '. A batch of a dataset is freed once it was used: make new tensors for each batch, or give clone(x) of those to keep';

/** Refuses what is not a record of live tensors with an `x`: rows that were not batched, and freed batches. */
export const requireBatch = <B extends { readonly x: unknown }>(owner: string, batch: B): B => {
  if (typeof batch !== 'object' || batch === null || !('x' in batch))
    throw new TypeError(`${owner}: a batch must be { x, y }, got ${show(batch)}`);
  for (const [name, value] of Object.entries(batch)) {
    for (const [label, part] of leavesOf(name, value)) requirePart(owner, label, part);
  }
  return batch;
};

const leavesOf = (name: string, value: unknown): readonly (readonly [label: string, part: unknown])[] => {
  const isRecord =
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Tensor || Array.isArray(value) || ArrayBuffer.isView(value) || isHostArray(value));
  return isRecord ? Object.entries(value).map(([key, part]) => [`${name}.${key}`, part]) : [[name, value]];
};

const requirePart = (owner: string, label: string, part: unknown): void => {
  requireAlive(owner, label, part, lives);
  const isRow = typeof part === 'number' || Array.isArray(part) || ArrayBuffer.isView(part) || isHostArray(part);
  if (!isRow) return;
  const got = isHostArray(part) ? 'a host array' : show(part);
  throw new TypeError(
    `${owner}: a batch must hold tensors, got ${got} for ${label}; make a tensor of it, or batches of rows: pipe(dataset, batch(32))`,
  );
};
