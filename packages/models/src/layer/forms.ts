// internal: one value, a list, or a record by name, as a flat list and back

import { ownValue } from '@kindling/core';
import { itemsOf } from './itemsOf.ts';

/** How values are grouped; a record by its keys. */
export type Form = 'one' | 'list' | readonly string[];

/** The form of a value; undefined where something in it is not a leaf. */
export const formOf = (value: unknown, isLeaf: (value: unknown) => boolean): Form | undefined => {
  if (isLeaf(value)) return 'one';
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return itemsOf(value).every(isLeaf) ? 'list' : undefined;
  return Object.values(value).every(isLeaf) ? Object.keys(value) : undefined;
};

/** The leaves of a value of the given form, in its order. */
export const leavesOf = <Leaf>(form: Form, value: unknown): readonly Leaf[] => {
  if (form === 'one') return [value as Leaf];
  if (form === 'list') return value as readonly Leaf[];
  return form.map((key) => ownValue(value as Readonly<Record<string, Leaf>>, key) as Leaf);
};

/** The value of the given form with these leaves; `Value` is its type, which the caller knows. */
export const rebuild = <Value>(form: Form, leaves: readonly unknown[]): Value => {
  const value =
    form === 'one' ? leaves[0] : form === 'list' ? leaves : Object.fromEntries(form.map((key, i) => [key, leaves[i]]));
  return value as Value;
};
