import { expect, test } from 'vitest';
import type { CommonOptions } from './layer.ts';
import { commonOf, requireName, requireOptions } from './options.ts';

test('a name is a string without "/", neither empty nor endless', () => {
  expect(() => requireName('dense', 'any name.1')).not.toThrow();
  for (const name of ['', 'a/b', 5, null, 'x'.repeat(201)]) {
    expect(() => requireName('dense', name)).toThrow(
      /^dense: name must be a string of 1 to 200 characters without "\/", got /,
    );
  }
});

test('a name prints as it is: control characters and escape sequences are refused, other letters are not', () => {
  for (const name of ['\u001b[2J', 'a\nb', '\u009b31m', '\u007f', '\u2028', '\u202eabc', '\ud800', '\u0000']) {
    expect(() => requireName('dense', name)).toThrow('dense: name must be without control characters, got "');
  }
  expect(() => requireName('dense', '\u001b[2J')).toThrow('got "\\u001b[2J"');
  for (const name of ['Schicht ü', '層', '👩‍🔬', 'a\u00a0b']) expect(() => requireName('dense', name)).not.toThrow();
});

test('options are an object of known names', () => {
  expect(() => requireOptions('dense', { units: 3 })).not.toThrow();
  expect(() => requireOptions('dense', { unit: 3 }, ['units', 'name'])).toThrow(
    'dense: unknown option "unit"; did you mean "units"? Known: units, name',
  );
  expect(() => requireOptions('dense', JSON.parse('{ "__proto__": 1 }'), ['units'])).toThrow(
    'dense: unknown option "__proto__"',
  );
  for (const given of [3, null, [], 'relu']) {
    expect(() => requireOptions('dense', given)).toThrow('dense: options must be an object, got ');
  }
});

test('common options that were not given stay away', () => {
  expect(commonOf('dense', { name: undefined, trainable: undefined })).toEqual({});
  expect(commonOf('dense', { name: 'a', trainable: false })).toEqual({ name: 'a', trainable: false });
  expect(() => commonOf('dense', JSON.parse('{ "trainable": 1 }') as CommonOptions)).toThrow(
    'dense: trainable must be true or false, got 1',
  );
  expect(() => commonOf('dense', { name: '' })).toThrow('dense: name must be');
});
