// internal: small arrays side by side in one
import type { Summed } from './world.ts';

/** In bytes: shorter arrays are copied into one, since to begin a sum costs more than to copy them. */
const small = 16 * 1024;

/** What is summed in the place of some arrays. */
export interface Packed {
  readonly arrays: readonly Summed[];
  /** Brings the sums of small arrays back to where they belong. */
  unpack(): void;
}

/** A lender of memory that is kept from call to call, and grows. */
export type Lend = (kind: Kind, length: number) => Summed;

/** Of an array's numbers. */
export type Kind = Float32ArrayConstructor | Float64ArrayConstructor;

export const kindOf = (array: Summed): Kind => (array instanceof Float32Array ? Float32Array : Float64Array);

/** Lends the beginning of one array of each kind: for one call, since the next gets the same. */
export const lender = (): Lend => {
  const kept = new Map<Kind, Summed>();
  return (kind, length) => {
    let array = kept.get(kind);
    if (array === undefined || array.length < length) {
      array = new kind(new ArrayBuffer(length * kind.BYTES_PER_ELEMENT));
      kept.set(kind, array);
    }
    return array.subarray(0, length);
  };
};

/** Long arrays as they are, and the short ones of each kind in one; empty ones are left out. */
export const pack = (arrays: readonly Summed[], lend: Lend): Packed => {
  const whole = arrays.filter(({ byteLength }) => byteLength >= small);
  const back: (() => void)[] = [];
  for (const kind of [Float32Array, Float64Array] as const) {
    const few = arrays.filter((array) => kindOf(array) === kind && array.length > 0 && array.byteLength < small);
    if (few.length < 2) {
      whole.push(...few);
      continue;
    }
    const side = lend(
      kind,
      few.reduce((sum, { length }) => sum + length, 0),
    );
    let at = 0;
    for (const array of few) {
      const [from, to] = [at, at + array.length];
      side.set(array, from);
      back.push(() => array.set(side.subarray(from, to)));
      at = to;
    }
    whole.push(side);
  }
  return {
    arrays: whole,
    unpack: () => {
      for (const bring of back) bring();
    },
  };
};
