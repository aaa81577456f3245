import { readFileSync } from 'node:fs';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** A tensor as the generator writes it; float32 where nothing else is said. */
export interface Golden {
  readonly dtype?: 'float32' | 'int32';
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** A file of numbers/: `{ cases: [...] }`, and what its cases share. */
export const readNumbers = <T>(family: string): T =>
  JSON.parse(readFileSync(new URL(`../numbers/${family}.json`, import.meta.url), 'utf8'));

/** A new tensor of a golden one's values. */
export const tensorOf = ({ dtype = 'float32', shape, values }: Golden): Tensor =>
  tensor([...values], [...shape], dtype);

/** New tensors of all golden ones of a record. */
export const tensorsOf = (goldens: Readonly<Record<string, Golden>>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(goldens).map(([name, golden]) => [name, tensorOf(golden)]));

/** |a - b| / (1 + |b|), NaN where a is NaN. */
export const relative = (a: number, b: number): number => Math.abs(a - b) / (1 + Math.abs(b));

/** The largest of differences; NaN, the worst, wins. */
export const worst = (differences: readonly number[]): number => Math.max(0, ...differences);

/** How far a tensor is from a golden one, at its worst; infinitely far where shapes differ. */
export const difference = async (actual: Tensor, expected: Golden): Promise<number> => {
  if (actual.shape.join() !== expected.shape.join()) return Number.POSITIVE_INFINITY;
  const values = await actual.data();
  return worst(expected.values.map((value, i) => relative(values[i]!, value)));
};

/** The same over two records, which must have the same names. */
export const differenceOfAll = async (
  actual: Readonly<Record<string, Tensor>>,
  expected: Readonly<Record<string, Golden>>,
): Promise<number> => {
  if (Object.keys(actual).sort().join() !== Object.keys(expected).sort().join()) return Number.POSITIVE_INFINITY;
  return worst(await Promise.all(Object.entries(expected).map(([name, golden]) => difference(actual[name]!, golden))));
};
