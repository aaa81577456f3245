import { expect, test } from 'vitest';
import { input } from './input.ts';

test('an input has the batch before the shape of a sample', () => {
  expect(input({ shape: [32, 32, 3], name: 'images' })).toMatchObject({
    shape: [null, 32, 32, 3],
    dtype: 'float32',
    inputName: 'images',
  });
  expect(input({ shape: [], dtype: 'int32' })).toMatchObject({ shape: [null], dtype: 'int32', inputName: undefined });
});

test('what is not a shape, dtype, name or option is refused', () => {
  const wrong = (options: unknown) => () => input(options as Parameters<typeof input>[0]);
  expect(wrong({ shape: [0] })).toThrow('input: shape must hold positive integers or null, got [0]');
  expect(wrong({})).toThrow('input: shape must hold positive integers or null, got undefined');
  expect(wrong({ shape: [1], dtype: 'string' })).toThrow(
    'input: dtype must be "float32", "int32" or "bool", got "string"',
  );
  expect(wrong({ shape: [1], name: 'a/b' })).toThrow('input: name must be a string');
  expect(wrong({ inputShape: [1] })).toThrow('input: unknown option "inputShape"');
  expect(wrong([32])).toThrow('input: options must be an object, got [32]');
});
