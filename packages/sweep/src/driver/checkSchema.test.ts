import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkSchema, type Schema } from './checkSchema.ts';
import { schemaPath } from './readSweep.ts';

const schema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['trials'],
  properties: {
    trials: { $ref: '#/$defs/count' },
    mode: { enum: ['min', 'max'] },
    share: { type: 'number', exclusiveMinimum: 0, maximum: 0.5 },
    address: { type: 'string', minLength: 1, pattern: '^[a-z]+$' },
    pair: { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 },
    list: { type: 'array', items: { type: 'string' }, minItems: 1 },
    one: {
      type: 'object',
      properties: { a: {}, b: {} },
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
    },
    rules: {
      type: 'object',
      additionalProperties: {
        anyOf: [{ type: ['number', 'string'] }, { type: 'object', properties: { a: { type: 'integer' } } }],
      },
    },
  },
  $defs: { count: { type: 'integer', minimum: 1 } },
};

const check = (value: unknown) => () => checkSchema('sweep.json', schema, value);

test('what fits passes', () => {
  expect(
    check({
      trials: 3,
      mode: 'max',
      share: 0.5,
      address: 'here',
      pair: [0, 1],
      list: ['a', 'b', 'c'],
      one: { b: 1 },
      rules: { x: 1, y: 'z', w: { a: 2 } },
    }),
  ).not.toThrow();
});

test.each([
  [[], 'sweep.json: it must be an object, got []'],
  [{}, 'sweep.json: trials must be given'],
  [{ trials: 3, trails: 1 }, 'sweep.json: unknown key "trails"; did you mean "trials"? Known: trials, mode,'],
  [{ trials: 1.5 }, 'sweep.json: trials must be an integer, got 1.5'],
  [{ trials: 0 }, 'sweep.json: trials must be at least 1, got 0'],
  [{ trials: 3, mode: 'mim' }, 'sweep.json: unknown mode "mim"; did you mean "min"?'],
  [{ trials: 3, share: 0 }, 'sweep.json: share must be above 0, got 0'],
  [{ trials: 3, share: 0.6 }, 'sweep.json: share must be at most 0.5, got 0.6'],
  [{ trials: 3, share: Number.POSITIVE_INFINITY }, 'sweep.json: share must be a number, got Infinity'],
  [{ trials: 3, address: '' }, 'sweep.json: address must be a string that is not empty, got ""'],
  [{ trials: 3, address: 'A' }, 'sweep.json: address must be of the form ^[a-z]+$, got "A"'],
  [{ trials: 3, pair: [1] }, 'sweep.json: pair must be 2 in number, got [1]'],
  [{ trials: 3, pair: [1, 'b'] }, 'sweep.json: pair[1] must be an integer, got "b"'],
  [{ trials: 3, list: [] }, 'sweep.json: list must be 1 or more in number, got []'],
  [{ trials: 3, one: {} }, 'sweep.json: one must be an object with one of a, b, got {  }'],
  [{ trials: 3, one: { a: 1, b: 1 } }, 'sweep.json: one must be an object with one of a, b, got { a, b }'],
  [{ trials: 3, one: { c: 1 } }, 'sweep.json: unknown key of one "c"'],
  [{ trials: 3, rules: { x: true } }, 'sweep.json: rules.x must be a number or a string or an object, got true'],
  [{ trials: 3, rules: { x: { a: 'b' } } }, 'sweep.json: rules.x.a must be an integer, got "b"'],
])('%j is refused', (value, message) => {
  expect(check(value)).toThrow(message);
});

test('the shipped schema has no keyword that is not looked at', () => {
  const told = ['$schema', 'title', 'description'];
  const heeded = [
    ...['type', 'enum', 'properties', 'additionalProperties', 'required', 'minProperties', 'maxProperties', 'items'],
    ...[
      'minItems',
      'maxItems',
      'minLength',
      'pattern',
      'minimum',
      'exclusiveMinimum',
      'maximum',
      'anyOf',
      '$ref',
      '$defs',
    ],
  ];
  const found: string[] = [];
  const walk = (node: Readonly<Record<string, unknown>>): void => {
    found.push(...Object.keys(node));
    for (const named of ['properties', '$defs'])
      for (const child of Object.values((node[named] ?? {}) as Record<string, object>)) walk(child as never);
    for (const child of [node.items, node.additionalProperties, ...((node.anyOf ?? []) as object[])])
      if (typeof child === 'object' && child !== null) walk(child as never);
  };
  walk(JSON.parse(readFileSync(schemaPath, 'utf8')));
  expect([...new Set(found)].filter((key) => !told.includes(key) && !heeded.includes(key))).toEqual([]);
  expect(found.length).toBeGreaterThan(80);
});
