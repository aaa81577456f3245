/** Repeatable draws for one case: the same seed gives the same case. */
export interface Draw {
  /** From 0 to below `below`. */
  int(below: number): number;
  /** True with this probability. */
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A copy with some bytes changed, or cut, or longer. */
  mutated(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** A value that few options mean: of another type, NaN, huge, with a hole, named as every object's members are. */
  nonsense(): unknown;
}

const holes = (): unknown[] => {
  const list: unknown[] = [1, 2, 3];
  delete list[1];
  return list;
};

const nonsense: readonly (() => unknown)[] = [
  ...[
    Number.NaN,
    Infinity,
    -Infinity,
    -1,
    -0,
    0,
    0.5,
    1,
    1.5,
    2,
    3,
    2 ** 31,
    2 ** 53,
    1e308,
    -1e39,
    5e-324,
    1 - 1e-9,
  ].map((n) => () => n),
  ...[
    '',
    'x',
    '1',
    'same',
    'valid',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '\u202e\n',
    '\ud800',
  ].map((text) => () => text),
  ...[null, true, false, 10n, Symbol('x')].map((value) => () => value),
  () => [],
  () => ({}),
  () => [Number.NaN],
  () => [1, '2'],
  () => [null, null],
  () => Array(2),
  () => Object.assign(Array(2), { 1: 2 }),
  holes,
  () => [[[[1]]]],
  () => Object.create(null),
  () => JSON.parse('{ "__proto__": 1 }'),
  () => ({ kind: 'dense', config: {} }),
  () => ({ kind: 'toString' }),
  () => ({ values: 1, penalty: 1 }),
  () => ({ length: 2, 0: 1, 1: 1 }),
  () => new Map([['x', 1]]),
  () => new Date(Number.NaN),
  () => new Float32Array(2),
  () => new Proxy({}, {}),
  () => Promise.resolve(1),
  () => () => Number.NaN,
  () => class X {},
];

/** Mulberry32 (Tommy Ettinger, 2017). */
const numbersFrom = (seed: number): (() => number) => {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const drawFrom = (seed: number): Draw => {
  const next = numbersFrom(seed);
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <T>(list: readonly T[]): T => list[int(list.length)]!;
  const change = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    if (bytes.length === 0) return Uint8Array.from([int(256)]);
    const at = int(bytes.length);
    const changed = bytes.slice();
    switch (int(7)) {
      case 0:
        changed[at]! ^= 1 << int(8);
        return changed;
      case 1:
        changed[at] = pick([0, 1, 0x7f, 0x80, 0xff, int(256)]);
        return changed;
      case 2:
        return bytes.slice(0, at);
      case 3:
        return Uint8Array.from([...bytes.subarray(0, at), int(256), ...bytes.subarray(at)]);
      case 4:
        return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + int(8))]);
      case 5:
        return changed.copyWithin(at, int(bytes.length), int(bytes.length));
      default:
        return changed.fill(int(256), at, at + 1 + int(16));
    }
  };
  return {
    int,
    pick,
    chance: (share) => next() < share,
    mutated: (bytes) => {
      let changed = new Uint8Array(bytes); // a copy, of a Buffer too
      for (let left = 1 + int(3); left > 0; left--) changed = change(changed);
      return changed;
    },
    nonsense: () => pick(nonsense)(),
  };
};
