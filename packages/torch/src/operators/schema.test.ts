import { expect, test } from 'vitest';
import { readSchema } from './schema.ts';

test('kinds are read past defaults, alias marks, lengths and the mark of named arguments', () => {
  expect(
    readSchema('sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor'),
  ).toEqual({ name: 'sum.dim_IntList', takes: ['tensor', 'ints?', 'bool', 'dtype?'], gives: 1 });
  expect(readSchema('x_(Tensor(a!)[] self, SymInt[2] size=[1, 1], Tensor?[] at, Generator? g) -> ()')).toEqual({
    name: 'x_',
    takes: ['tensors', 'ints', 'maybeTensors', 'generator?'],
    gives: 0,
  });
  expect(readSchema('sort(Tensor self) -> (Tensor values, Tensor indices)')?.gives).toBe(2);
});

test('a kind without a name of ours stays as it is, so that it equals none', () => {
  expect(readSchema('add(Tensor self, Scalar other) -> Tensor')?.takes).toEqual(['tensor', 'Scalar']);
});

test('other texts are none', () => {
  expect(readSchema('see (this) and that')).toBeUndefined();
});
