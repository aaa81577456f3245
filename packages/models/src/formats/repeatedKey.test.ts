import { expect, test } from 'vitest';
import { repeatedKey } from './repeatedKey.ts';

test('a key that stands twice in one object is found at any depth, however it is written', () => {
  expect(repeatedKey('{"a":1,"b":2,"a":3}')).toBe('a');
  expect(repeatedKey('{"x":[{"a":1},{"b":{"c":0,"c" \n: 1}}]}')).toBe('c');
  expect(repeatedKey('{"a\\"b":1,"a\\u0022b":2}')).toBe('a"b');
});

test('the same word in other objects, as a value, or inside a string is not a repetition', () => {
  expect(repeatedKey('{"a":{"a":1},"b":[{"a":2},{"a":3}]}')).toBeUndefined();
  expect(repeatedKey('{"a":"a","b":["a","a"]}')).toBeUndefined();
  expect(repeatedKey('{"a":"{\\"b\\":1,\\"b\\":2}\\\\","c":"}"}')).toBeUndefined();
  expect(repeatedKey('7')).toBeUndefined();
});

test('deep and long text costs little', () => {
  expect(repeatedKey('['.repeat(1e6) + ']'.repeat(1e6))).toBeUndefined();
  expect(repeatedKey(`{"a":"${'\\"'.repeat(1e6)}"}`)).toBeUndefined();
});
