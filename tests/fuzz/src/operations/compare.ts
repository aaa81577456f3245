import { isRefusal, type Outcome, type Result } from './outcome.ts';

const first = ({ message }: Error): string => message.split('\n')[0]!.slice(0, 200);

const isNear = (value: number | string, wanted: number | string, tolerance: number): boolean =>
  Object.is(value, wanted) ||
  value === wanted ||
  (typeof value === 'number' &&
    typeof wanted === 'number' &&
    Math.abs(value - wanted) <= tolerance * (1 + Math.abs(wanted)));

const differenceOf = (found: Result, wanted: Result, tolerance: number, isRandom: boolean): string | undefined => {
  const kind = ({ dtype, shape }: Result): string => `${dtype} [${shape}]`;
  if (kind(found) !== kind(wanted)) return `is ${kind(found)} for ${kind(wanted)}`;
  if (found.values.length !== wanted.values.length)
    return `has ${found.values.length} values for ${wanted.values.length}`;
  if (isRandom) return undefined;
  for (let at = 0; at < wanted.values.length; at++) {
    const [value, right] = [found.values[at]!, wanted.values[at]!];
    const isRight =
      wanted.dtype === 'bool'
        ? Boolean(value) === Boolean(right)
        : isNear(value, right, wanted.dtype === 'int32' ? 0 : tolerance);
    if (!isRight) return `[${at}] is ${value} for ${right}`;
  }
  return undefined;
};

/** What is wrong with an outcome; undefined where it is right, or refused as the other is. */
export const wrongIn = (found: Outcome, wanted: Outcome, tolerance: number, isRandom: boolean): string | undefined => {
  if ('error' in found) return 'error' in wanted || isRefusal(found.error) ? undefined : `fails: ${first(found.error)}`;
  if ('error' in wanted)
    return `gives ${found.results.map(({ dtype, shape }) => `${dtype} [${shape}]`)}; cpu fails: ${first(wanted.error)}`;
  if (found.results.length !== wanted.results.length)
    return `gives ${found.results.length} results for ${wanted.results.length}`;
  for (const [at, result] of found.results.entries()) {
    const difference = differenceOf(result, wanted.results[at]!, tolerance, isRandom);
    if (difference !== undefined) return `result ${at} ${difference}`;
  }
  return undefined;
};
