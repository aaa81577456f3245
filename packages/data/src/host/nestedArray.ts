// internal: lists of lists of numbers, as people type small data
import { show } from '@kindling/core';
import { type HostArray, hostArray } from './hostArray.ts';

/** A float32 array of the lists' shape; refuses ragged lists and what is not a number, and says where. */
export const nestedArray = (owner: string, lists: readonly unknown[]): HostArray<Float32Array> => {
  const shape = shapeOf(lists);
  const data = new Float32Array(shape.reduce((product, length) => product * length, 1));
  let at = 0;
  const fill = (item: unknown, axis: number, index: readonly number[]): void => {
    if (axis === shape.length) {
      if (typeof item !== 'number') throw new TypeError(`${owner} must hold numbers, got ${show(item)} at [${index}]`);
      data[at++] = item;
      return;
    }
    if (!Array.isArray(item) || item.length !== shape[axis]) {
      const got = Array.isArray(item) ? `a list of ${item.length}` : show(item);
      throw new TypeError(`${owner} must not be ragged: expected a list of ${shape[axis]} at [${index}], got ${got}`);
    }
    item.forEach((part: unknown, i) => {
      fill(part, axis + 1, [...index, i]);
    });
  };
  fill(lists, 0, []);
  return hostArray(data, shape);
};

/** The shape that the first items have. */
const shapeOf = (lists: readonly unknown[]): readonly number[] => {
  const shape = [];
  for (let item: unknown = lists; Array.isArray(item); item = item[0]) shape.push(item.length);
  return shape;
};
