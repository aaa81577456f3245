import { expect, test } from 'vitest';
import { optional, withDefault } from './option.ts';
import { readOptions } from './readOptions.ts';
import { flag, fraction, functionOption, oneOf, positiveInteger, text } from './standard.ts';

interface Options {
  /** How many. */
  units: number;
  /** Whether. Default: true. */
  bias?: boolean | undefined;
  /** Which. Default: 'same'. */
  padding?: 'same' | 'valid' | undefined;
  /** Who. */
  name?: string | undefined;
}

const table = {
  units: positiveInteger,
  bias: withDefault(flag, true),
  padding: withDefault(oneOf(['same', 'valid']), 'same'),
  name: optional(text),
};

test('options are read with their defaults; what was left out and has none is absent', () => {
  expect(readOptions('layer', table, { units: 3 } as Options)).toEqual({ units: 3, bias: true, padding: 'same' });
  const given: Options = { units: 3, bias: false, padding: 'valid', name: 'a' };
  expect(readOptions('layer', table, given)).toEqual(given);
  expect(readOptions('layer', table, { units: 3, bias: undefined } as Options).bias).toBe(true);
});

test('what is wrong is refused with owner, rule and value, an unknown option with the nearest', () => {
  const read = (given: object) => () => readOptions('layer', table, given as Options);
  expect(read({})).toThrow('layer: units must be a positive integer, got undefined');
  expect(read({ units: 3, bias: 1 })).toThrow('layer: bias must be true or false, got 1');
  expect(read({ units: 3, padding: 'vaild' })).toThrow('layer: unknown padding "vaild"; did you mean "valid"?');
  expect(read({ units: 3, name: '' })).toThrow('layer: name must be a string that is not empty, got ""');
  expect(read({ units: 3, unit: 3 })).toThrow('layer: unknown option "unit"; did you mean "units"?');
  expect(read([])).toThrow('layer: options must be an object, got []');
  expect(read(null as never)).toThrow('layer: options must be an object, got null');
  expect(() =>
    readOptions('layer', { on: functionOption<() => void>() }, JSON.parse('{ "on": 3 }') as { on: () => void }),
  ).toThrow('on must be a function');
});

test('names that every object has are options like others: unknown', () => {
  const given = JSON.parse('{ "units": 1, "__proto__": 3 }');
  expect(() => readOptions('layer', table, given as Options)).toThrow('unknown option "__proto__"');
  expect(
    readOptions('layer', table, Object.create({ bias: false }, { units: { value: 1, enumerable: true } }) as Options),
  ).toEqual({
    units: 1,
    bias: true,
    padding: 'same',
  });
});

test('a forgotten, a surplus and a wrongly typed option do not compile', () => {
  const given = { units: 3 } as Options;
  const { name: _, ...forgetful } = table;
  // @ts-expect-error `name` is missing
  readOptions('layer', forgetful, given);
  // @ts-expect-error `surplus` is not an option
  expect(() => readOptions('layer', { ...table, surplus: optional(flag) }, given)).not.toThrow();
  // @ts-expect-error `units` is a number
  expect(() => readOptions('layer', { ...table, units: text }, given)).toThrow();
  // @ts-expect-error a fraction is a number, not one of two strings
  readOptions('layer', { ...table, padding: optional(fraction) }, given);
});
