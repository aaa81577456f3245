// internal: what two calls must have alike for one plan to serve both
import { isRowBatch } from '@kindling/core';
import { Tensor } from '@tensorflow/tfjs-core';

/** A text of a value's structure, its tensors' dtypes and shapes, and its other values. */
export const signatureOf = (value: unknown): string => {
  if (isRowBatch(value)) return `${value.rows.length} rows of ${value.madeBy}`;
  if (value instanceof Tensor) return `${value.dtype}[${value.shape}]`;
  if (Array.isArray(value)) return `[${value.map(signatureOf).join()}]`;
  if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`;
  const parts = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${signatureOf(part)}`);
  return `{${parts.join()}}`;
};
