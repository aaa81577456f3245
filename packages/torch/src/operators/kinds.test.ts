import { expectTypeOf, test } from 'vitest';
import type { Calls, Handle } from './kinds.ts';
import type { Operators } from './table.ts';

type Torch = Calls<Operators>;

test('what an operator takes and gives is typed by its row', () => {
  expectTypeOf<Torch['mul']>().toEqualTypeOf<(a: Handle, b: Handle) => Handle>();
  expectTypeOf<Parameters<Torch['sum']>[1]>().toEqualTypeOf<readonly number[] | undefined>();
  expectTypeOf<ReturnType<Torch['sort']>>().toEqualTypeOf<[Handle, Handle]>();
  expectTypeOf<ReturnType<Torch['fusedAdam']>>().toEqualTypeOf<undefined>();
});

test('an argument of a wrong kind does not compile', () => {
  const check = (t: Torch, x: Handle): void => {
    // @ts-expect-error: a number is no tensor
    t.mul(x, 2);
    // @ts-expect-error: a tensor is no number
    t.cumsum(x, x, undefined);
    // @ts-expect-error: one axis is no list of axes
    t.amax(x, 0, false);
    // @ts-expect-error: an argument is missing
    t.sum(x, [0], true);
    // @ts-expect-error: a type that no operator knows
    t.convert(x, 'float', false, false, undefined);
  };
  expectTypeOf(check).toBeFunction();
});
