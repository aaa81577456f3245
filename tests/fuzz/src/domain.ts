import type { Draw } from './draw.ts';

/** The values that an option may have. */
export interface Domain {
  good(draw: Draw): unknown;
  holds(value: unknown): boolean;
}

/** Numbers become float32 on a device. */
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(Math.fround(value));
/** A copy, in which a hole is undefined. */
const itemsOf = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? [...value] : undefined);

const among = (goods: readonly unknown[], holds: (value: unknown) => boolean): Domain => ({
  good: (draw) => draw.pick(goods),
  holds,
});

const integer = (least: number, most: number): Domain => ({
  good: (draw) => least + draw.int(most - least + 1),
  holds: (value) => Number.isSafeInteger(value) && (value as number) >= least,
});

export const positiveInteger = integer(1, 8);
export const count = integer(0, 8);
/** From 0 to `most`, which may be Infinity. */
export const wholeNumber = (most: number): Domain => ({
  good: count.good,
  holds: (value) => (Number.isInteger(value) || value === most) && (value as number) >= 0 && (value as number) <= most,
});
export const rate = among(
  [0, 0.1, 0.5, 0.99],
  (value) => isNumber(value) && value >= 0 && value < 1 && Math.fround(value) < 1,
);
export const fraction = among([0, 0.5, 1], (value) => isNumber(value) && value >= 0 && value <= 1);
export const positive = among([1e-7, 0.5, 2], (value) => isNumber(value) && Math.fround(value) > 0);
export const atLeastZero = among([0, 1e-7, 2], (value) => isNumber(value) && value >= 0);
export const finite = among([-3, 0, 0.5, 1 / 255], isNumber);
export const flag = among([true, false], (value) => typeof value === 'boolean');
export const text = among(['x', 'loss'], (value) => typeof value === 'string' && value !== '');
export const anyText = among(['', 'x'], (value) => typeof value === 'string');
export const callable = among([(x: unknown) => x], (value) => typeof value === 'function');
export const oneOf = (...names: readonly string[]): Domain => among(names, (value) => names.includes(value as string));

export const either = (...domains: readonly Domain[]): Domain => ({
  good: (draw) => draw.pick(domains).good(draw),
  holds: (value) => domains.some(({ holds }) => holds(value)),
});

export const listOf = (item: Domain, least = 0, most = Number.POSITIVE_INFINITY): Domain => ({
  good: (draw) => Array.from({ length: Math.max(least, Math.min(most, 1 + draw.int(3))) }, () => item.good(draw)),
  holds: (value) => {
    const items = itemsOf(value);
    return items !== undefined && items.length >= least && items.length <= most && items.every(item.holds);
  },
});

export const pair = either(positiveInteger, listOf(positiveInteger, 2, 2));
export const ends = either(count, listOf(count, 2, 2), listOf(listOf(count, 2, 2), 2, 2));

/** No longer than a tensor can be. */
export const shape: Domain = {
  good: (draw) => Array.from({ length: draw.int(5) }, () => (draw.chance(0.2) ? null : 1 + draw.int(8))),
  holds: (value) => {
    const items = itemsOf(value);
    if (items === undefined || items.length > 5) return false;
    const known = items.filter((item) => item !== null);
    return (
      known.every(positiveInteger.holds) && (known as number[]).reduce((a, b) => a * b, 1) <= Number.MAX_SAFE_INTEGER
    );
  },
};

export const targetShape: Domain = {
  good: (draw) => draw.pick([[], [4], [2, -1], [-1], [1, 2, 3]]),
  holds: (value) => {
    const items = itemsOf(value);
    const rest = items?.filter((item) => item !== -1);
    return rest !== undefined && items!.length - rest.length <= 1 && !rest.includes(null) && shape.holds(rest);
  },
};

/** As a layer is called, and as files name its weights. */
export const layerName = among(
  ['x', 'block 1', 'größe'],
  (value) => typeof value === 'string' && /^[^/\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]{1,200}$/u.test(value),
);

export const axis = among([-2, -1, 1, 2], (value) => Number.isSafeInteger(value) && value !== 0);

/** An object that has methods of these names. */
export const withMethods = (make: () => unknown, ...names: readonly string[]): Domain =>
  among([make()], (value) => {
    const given = value as Readonly<Record<string, unknown>> | null;
    return typeof value === 'object' && given !== null && names.every((name) => typeof given[name] === 'function');
  });

export const mode = oneOf('min', 'max');

export const signal = withMethods(() => new AbortController().signal, 'throwIfAborted');
