import { lacksTorch, provideTorch } from '@tests/kit/python';
import { describe, expect, test } from 'vitest';
import { findTorch } from '../library/findTorch.ts';
import { libraryFile } from '../library/libraryFile.ts';
import { operatorFaults } from './checkOperators.ts';
import { schemaTexts } from './schemaTexts.ts';
import { operators } from './table.ts';

const table = {
  cos: ['cos', ['tensor']],
  sort: ['sort.stable', ['tensor', 'bool?'], 2],
} as const;

const sort = 'sort.stable(Tensor self, *, bool? stable) -> (Tensor values, Tensor indices)';

test('a table that says what the library has, has no faults', () => {
  expect(
    operatorFaults(table, ['cos(Tensor self) -> Tensor', sort, 'cos.out(Tensor self, Tensor out) -> Tensor']),
  ).toEqual([]);
});

test('an operator that has changed or is gone is told, with both', () => {
  expect(operatorFaults(table, ['cos(Tensor self, bool fast=True) -> Tensor'])).toEqual([
    'cos(tensor) -> 1: it has cos(tensor, bool) -> 1',
    'sort.stable: it has none',
  ]);
  expect(operatorFaults({ sort: table.sort }, [sort.replace('(Tensor values, Tensor indices)', 'Tensor')])).toEqual([
    'sort.stable(tensor, bool?) -> 2: it has sort.stable(tensor, bool?) -> 1',
  ]);
});

test('a schema that is the end of another is found there, if it is the same', () => {
  expect(operatorFaults({ cos: table.cos }, ['acos(Tensor self) -> Tensor'])).toEqual([]);
  expect(operatorFaults({ cos: table.cos }, ['_foreach_cos(Tensor[] self) -> Tensor[]'])).toEqual(['cos: it has none']);
});

describe.skipIf(lacksTorch !== undefined)(`on PyTorch (${lacksTorch ?? 'installed'})`, () => {
  test('the table is what the library that is installed has', () => {
    provideTorch();
    const texts = schemaTexts(libraryFile(findTorch().folder, 'torch_cpu'));
    expect(texts.length).toBeGreaterThan(2000);
    expect(operatorFaults(operators, texts)).toEqual([]);
    const changed = { ...operators, mul: ['mul.Tensor', ['tensor', 'float']], gone: ['mul.Gone', ['tensor']] } as const;
    expect(operatorFaults(changed, texts)).toEqual([
      'mul.Tensor(tensor, float) -> 1: it has mul.Tensor(tensor, tensor) -> 1',
      'mul.Gone: it has none',
    ]);
  });
});
