import { expect, expectTypeOf, test } from 'vitest';
import { type AliasOf, byAnyName, everyName, nameOfFactory } from './aliases.ts';

const square = () => 'square';
square.aliases = ['quad', 'sq'] as const;
const circle = () => 'circle';
circle.aliases = [] as const;
const shapes = { square, circle };

test('a factory is found by its own name and by each other one', () => {
  expect(['square', 'quad', 'sq', 'circle'].map((name) => byAnyName(shapes, name)?.())).toEqual([
    'square',
    'square',
    'square',
    'circle',
  ]);
  expect(['toString', 'aliases', ''].map((name) => byAnyName(shapes, name))).toEqual([undefined, undefined, undefined]);
});

test('all names are listed, and a factory tells its own', () => {
  expect(everyName(shapes)).toEqual(['square', 'quad', 'sq', 'circle']);
  expect([nameOfFactory(shapes, circle), nameOfFactory(shapes, 'circle')]).toEqual(['circle', undefined]);
});

test('the type of the other names takes them and no misspelt one', () => {
  expectTypeOf<'quad'>().toExtend<AliasOf<typeof shapes>>();
  expectTypeOf<'sq'>().toExtend<AliasOf<typeof shapes>>();
  expectTypeOf<'squ'>().not.toExtend<AliasOf<typeof shapes>>();
  expectTypeOf<string>().not.toExtend<AliasOf<typeof shapes>>();
});
