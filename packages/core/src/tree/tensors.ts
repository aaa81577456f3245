import { add, clone, dispose, engine, keep, Tensor, tidy } from '@tensorflow/tfjs-core';
import { isRowBatch } from '../engine/rowBatch.ts';
import type { Tree } from './tree.ts';

/** Every tensor in nested records and lists; the insides of other objects, and of row batches, are their own. */
export const tensorsIn = (container: unknown): Tensor[] => {
  const found: Tensor[] = [];
  gather(container, found);
  return found;
};

const gather = (container: unknown, into: Tensor[]): void => {
  if (container instanceof Tensor) into.push(container);
  else if (Array.isArray(container)) for (const part of container) gather(part, into);
  else if (isRecord(container)) for (const part of Object.values(container)) gather(part, into);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value)) &&
  !isRowBatch(value);

/** `tidy` for any nesting: what `make` returns stays, the rest of what it made is freed, also when it throws. */
export const tidied = <T>(make: () => T): T => {
  const made: T[] = [];
  tidy(() => {
    made.push(make());
    return tensorsIn(made);
  });
  return made[0] as T;
};

/** The same, out of the reach of a caller's `tidy`: what lives on from call to call. */
export const held = <T>(container: T): T => {
  for (const tensor of tensorsIn(container)) keep(tensor);
  return container;
};

/** Frees the tensors of `old` that `next` does not hold, each once. */
export const release = (old: unknown, next?: unknown): void => {
  const kept = new Set(tensorsIn(next));
  dispose([...new Set(tensorsIn(old))].filter((tensor) => !kept.has(tensor)));
};

/** Whether a tensor has its numbers in common with another, such as a clone. */
export const isShared = ({ dataId }: Tensor): boolean =>
  (engine().state.tensorInfo.get(dataId)?.backend.refCount(dataId) ?? 0) > 1;

/** The same record over other values. */
export const mapValues = <A, B>(
  record: Readonly<Record<string, A>>,
  f: (value: A, key: string) => B,
): Record<string, B> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value, key)]));

/** A copy with a life of its own; tfjs shares the data until one of the two is freed. */
export const cloneTree = (tree: Tree): Tree => mapValues(tree, (tensor) => clone(tensor));

/** The same nested records and lists, with other values in the places of tensors. */
export const mapTensors = (value: unknown, f: (tensor: Tensor) => unknown): unknown => {
  if (value instanceof Tensor) return f(value);
  if (Array.isArray(value)) return value.map((part) => mapTensors(part, f));
  return isRecord(value) ? mapValues(value, (part) => mapTensors(part, f)) : value;
};

/** The same record, with copies of those of its tensors that are among `copied`. */
export const copyOf = <T>(value: T, copied: ReadonlySet<Tensor>): T =>
  tensorsIn(value).some((tensor) => copied.has(tensor))
    ? (mapTensors(value, (tensor) => (copied.has(tensor) ? clone(tensor) : tensor)) as T)
    : value;

/** Two trees of the same names, added entry by entry. */
export const addTrees = (a: Tree, b: Tree): Tree => mapValues(a, (tensor, name) => add(tensor, b[name] as Tensor));

/** A list added up as a tree, (a + b) + (c + d): the same in parts of a power of two, and then over the parts. */
export const inTree = <T>(list: readonly T[], add: (a: T, b: T) => T): T => {
  const left = [...list];
  for (let step = 1; step < left.length; step *= 2)
    for (let i = 0; i + step < left.length; i += 2 * step) left[i] = add(left[i]!, left[i + step]!);
  return left[0]!;
};
