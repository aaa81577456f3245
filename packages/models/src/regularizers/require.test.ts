import { expect, test } from 'vitest';
import { l2 } from './l2.ts';
import { requireRegularizer } from './require.ts';

test('a regularizer, or none, passes', () => {
  expect(() => requireRegularizer('dense', 'kernelRegularizer', l2())).not.toThrow();
  expect(() => requireRegularizer('dense', 'kernelRegularizer', undefined)).not.toThrow();
});

test('a name, or a factory that was not called, is refused', () => {
  for (const wrong of ['l2', l2, null, { kind: 'l2' }]) {
    expect(() => requireRegularizer('dense', 'kernelRegularizer', wrong)).toThrow(
      /^dense: kernelRegularizer must be a regularizer, as l2\(\) gives, got /,
    );
  }
});
