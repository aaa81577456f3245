// internal: what a stage is put behind
import { functionOption, type Option, optionOf, show } from '@kindling/core';

/** How many elements a dataset has. */
export const sizeOption: Option<number> = optionOf((owner, name, value) => {
  if (value === Infinity || (Number.isInteger(value) && (value as number) >= 0)) return;
  throw new RangeError(`${owner}: ${name} must be a whole number of at least 0 or Infinity, got ${show(value)}`);
});

/** `batch: it reads a dataset, got null; fromArrays({ x, y }) makes one of arrays` */
export const requireDataset = (owner: string, source: unknown): void => {
  const isObject = typeof source === 'object' && source !== null;
  if (!isObject || !(Symbol.asyncIterator in source || Symbol.iterator in source)) {
    throw new TypeError(`${owner}: it reads a dataset, got ${show(source)}; fromArrays({ x, y }) makes one of arrays`);
  }
  const { size, iterate } = source as { readonly size?: unknown; readonly iterate?: unknown };
  if (size !== undefined) sizeOption.read(owner, "the dataset's size", size);
  if (iterate !== undefined) functionOption().read(owner, "the dataset's iterate", iterate);
};
