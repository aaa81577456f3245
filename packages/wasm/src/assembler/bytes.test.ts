import { expect, test } from 'vitest';
import { float, name, section, signed, unsigned, vector } from './bytes.ts';

/** What a reader of wasm makes of LEB128 (https://webassembly.github.io/spec/core/binary/values.html#integers). */
const decode = (bytes: readonly number[], isSigned: boolean): number => {
  let value = 0n;
  bytes.forEach((byte, i) => {
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
  });
  const bits = 7 * bytes.length;
  return Number(isSigned ? BigInt.asIntN(bits, value) : value);
};

const edges = [0, 1, 63, 64, 65, 127, 128, 129, 8191, 8192, 16383, 16384, 624485, 2 ** 28 - 1, 2 ** 28, 2 ** 31 - 1];

test('an unsigned integer has seven bits a byte, the last of which is below 128', () => {
  expect(unsigned(624485)).toEqual([0xe5, 0x8e, 0x26]);
  for (const value of [...edges, 2 ** 31, 2 ** 32 - 1]) {
    const bytes = unsigned(value);
    expect(decode(bytes, false)).toBe(value);
    expect(bytes.map((byte) => byte >= 128)).toEqual(bytes.map((_, i) => i < bytes.length - 1));
    expect(bytes.length).toBe(Math.max(1, Math.ceil(Math.log2(value + 1) / 7)));
  }
});

test('a signed one ends with its sign', () => {
  expect(signed(-123456)).toEqual([0xc0, 0xbb, 0x78]);
  for (const value of [...edges, ...edges.map((edge) => -edge - 1)]) {
    const bytes = signed(value);
    expect(decode(bytes, true)).toBe(value);
    expect(bytes.length).toBeLessThanOrEqual(5);
  }
});

test('a float32 is four bytes, the lowest first', () => {
  expect(float(1)).toEqual([0, 0, 0x80, 0x3f]);
  expect(float(-0)).toEqual([0, 0, 0, 0x80]);
  expect(float(0.1)).toEqual([0xcd, 0xcc, 0xcc, 0x3d]);
});

test('names, vectors and sections begin with their length', () => {
  expect(name('run')).toEqual([3, 0x72, 0x75, 0x6e]);
  expect(vector([[1, 2], [3]])).toEqual([2, 1, 2, 3]);
  expect(vector([])).toEqual([0]);
  expect(section(7, new Array(200).fill(9)).slice(0, 4)).toEqual([7, 0xc8, 1, 9]);
});
