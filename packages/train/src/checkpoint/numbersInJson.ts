// internal: JSON that carries every number, NaN, infinities and -0 among them

const odd: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

/** A number that JSON cannot hold is `{ "number": "NaN" }`. */
export const stringify = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'number') return part;
    if (Object.is(part, -0)) return { number: '-0' };
    return Number.isFinite(part) ? part : { number: String(part) };
  });

/** What `stringify` wrote. */
export const parse = (text: string): unknown =>
  JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || !('number' in part)) return part;
    const { number, ...others } = part as { number: unknown };
    const isOdd = typeof number === 'string' && Object.hasOwn(odd, number) && Object.keys(others).length === 0;
    return isOdd ? odd[number] : part;
  });
