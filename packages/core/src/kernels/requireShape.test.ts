import { expect, test } from 'vitest';
import { requireShape } from './requireShape.ts';

const info = (shape: number[]) => ({ shape, dtype: 'float32' as const, dataId: {} });

test('the first tensor of another shape is named', () => {
  expect(() => requireShape('KindlingAdam', { m: info([2, 3]), v: info([2, 3]) }, [2, 3])).not.toThrow();
  expect(() => requireShape('KindlingAdam', { m: info([2, 3]), v: info([3, 2]) }, [2, 3])).toThrow(
    'KindlingAdam: v must be of [2,3], got [3,2]',
  );
  expect(() => requireShape('KindlingAdam', { m: info([]) }, [1])).toThrow('KindlingAdam: m must be of [1], got []');
});
