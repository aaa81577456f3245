import type { Numbers } from './runProgram.ts';

/** What is otherwise first, and how much is; NaN is as good as any other NaN, and -0 is not 0. */
export const differenceOf = (found: Numbers, wanted: Numbers): string | undefined => {
  const names = [...wanted.keys()];
  if (names.length !== found.size || names.some((name) => !found.has(name))) return 'has other names';
  const differing = names.filter((name) => firstOf(found.get(name)!, wanted.get(name)!) >= 0);
  const [name] = differing;
  if (name === undefined) return undefined;
  const [mine, right] = [found.get(name)!, wanted.get(name)!];
  const at = firstOf(mine, right);
  return `${name}[${at}] is ${mine[at]} for ${right[at]}; ${differing.length} of ${names.length} differ`;
};

const firstOf = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at++) if (!Object.is(a[at], b[at])) return at;
  return -1;
};
