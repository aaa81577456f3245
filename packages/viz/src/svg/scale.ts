// internal: numbers on an axis
/** Lowest and highest, made apart where they are not. */
export type Domain = readonly [low: number, high: number];

/**
 * From the least to the greatest finite number, widened where all are (nearly) equal; undefined where none is finite.
 */
export const domainOf = (values: readonly number[]): Domain | undefined => {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return undefined;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const least = Math.max(size * 1e-9, 1e-300);
  if (high / 2 - low / 2 >= least) return [low, high];
  const half = size < 1e-290 ? 1 : size / 4;
  return [low - half, high + half];
};

/** The step of 1, 2 or 5 times a power of ten that cuts a domain into at most `count` parts. */
export const stepOf = ([low, high]: Domain, count: number): number => {
  const rough = high / count - low / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough * (1 - 1e-9)) ?? 10 * power;
};

/** The domain, moved out to whole steps. */
export const roundOut = ([low, high]: Domain, step: number): Domain => {
  const out: Domain = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  return out.every(Number.isFinite) ? out : [low, high];
};

export const ticks = ([low, high]: Domain, step: number): readonly number[] => {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
};

/** Where a number lies between two pixels. Halves keep the difference of huge numbers finite. */
export const linear =
  ([low, high]: Domain, [from, to]: readonly [number, number]) =>
  (value: number): number =>
    from + ((value / 2 - low / 2) / (high / 2 - low / 2)) * (to - from);

const minus = (text: string): string => text.replace('-', '−');

/** As many decimals as the step has. */
export const formatTick = (value: number, step: number): string => {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || step < 1e-4) {
    const digits = Math.max(0, Math.floor(Math.log10(size)) - Math.floor(Math.log10(step)));
    return value.toExponential(Math.min(digits, 4)).replace('+', '').replace(/-/g, '−');
  }
  return minus(value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9))));
};

const prefixes = ['', 'k', 'M', 'G', 'T', 'P'] as const;

/** Three digits that count, and a prefix: `39.3 M`, `512 `. A unit may follow. */
export const formatAmount = (value: number): string => {
  let [left, power] = [value, 0];
  // What is rounded up to a thousand has the next prefix.
  while (Number(left.toPrecision(3)) >= 1000 && power < prefixes.length - 1) {
    left /= 1000;
    power += 1;
  }
  return `${power === 0 ? Math.round(left) : left.toPrecision(3)} ${prefixes[power]}`;
};

/** Four digits that count: `0.8123`, `12.35`, `3.1e-7`; `NaN` and infinities as they are. */
export const formatNumber = (value: number): string => {
  if (!Number.isFinite(value)) return minus(String(value)).replace('Infinity', '∞');
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-3)) return value.toExponential(2).replace('+', '').replace(/-/g, '−');
  return minus(size >= 1000 ? value.toFixed(0) : value.toPrecision(4));
};
