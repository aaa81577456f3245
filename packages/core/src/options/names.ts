import { show } from './show.ts';

/** Levenshtein distance, bounded by the lengths of names people type. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
};

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The known name nearest to what was typed, if any is near: case, `_` and `.` do not count. */
export const closest = (name: string, known: readonly string[]): string | undefined => {
  if (name.length > 64) return undefined;
  const most = Math.max(2, Math.floor(name.length / 3));
  const length = plain(name).length;
  const [best] = known
    .filter((candidate) => Math.abs(plain(candidate).length - length) <= most)
    .map((candidate) => ({ candidate, far: distance(plain(name), plain(candidate)) }))
    .sort((a, b) => a.far - b.far);
  return best !== undefined && best.far <= most ? best.candidate : undefined;
};

const mostShown = 40;

const listed = (known: readonly string[]): string => {
  const rest = known.length - mostShown;
  return `${known.slice(0, mostShown).join(', ')}${rest > 0 ? `, ... and ${rest} more` : ''}`;
};

/** `compile: unknown loss "mze"; did you mean "mse"? Known: ...` */
export const unknownName = (owner: string, noun: string, name: unknown, known: readonly string[]): Error => {
  const near = typeof name === 'string' ? closest(name, known) : undefined;
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  return new Error(`${owner}: unknown ${noun} ${show(name)}${hint}${hint === '' ? '. ' : ' '}Known: ${listed(known)}`);
};
