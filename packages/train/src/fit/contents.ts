// internal: the numbers of whole arrays, for processes that are to have the same
import { readTensors, tensorsIn } from '@kindling/core';
import { isHostArray } from '@kindling/data';

/** Of every array in nested records, in their order: those on the host, then those of tensors. */
export const contentsOf = async (arrays: unknown): Promise<readonly ArrayBufferView[]> => [
  ...hostArraysIn(arrays),
  ...((await readTensors(tensorsIn(arrays))) as readonly ArrayBufferView[]),
];

const hostArraysIn = (value: unknown): readonly ArrayBufferView[] => {
  if (isHostArray(value)) return [value.data];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(hostArraysIn);
};
