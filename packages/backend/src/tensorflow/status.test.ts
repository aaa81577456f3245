import { expect, test } from 'vitest';
import type { TensorflowFunctions } from './functions.ts';
import { createStatus, TensorflowError } from './status.ts';

/** A library whose last call came to this. */
const after = (code: number, message: string) =>
  createStatus({
    TF_NewStatus: () => 7,
    TF_GetCode: () => code,
    TF_Message: () => message,
  } as unknown as TensorflowFunctions);

test('a failure is told with what was being done and its code; one for want of memory with what helps', () => {
  expect(() => after(0, '').check('MatMul')).not.toThrow();
  expect(() => after(3, 'shapes differ').check('MatMul')).toThrow(new TensorflowError('MatMul', 3, 'shapes differ'));
  expect(() => after(3, 'shapes differ').check('MatMul')).toThrow(
    'tensorflow: MatMul: shapes differ (INVALID_ARGUMENT)',
  );
  expect(() => after(8, 'OOM when allocating [3]').check('Fill')).toThrow(
    'tensorflow: Fill: OOM when allocating [3] (RESOURCE_EXHAUSTED); the device is out of memory, and a smaller batch or ' +
      'model needs less',
  );
  expect(() => after(77, 'what').check('Fill')).toThrow('tensorflow: Fill: what (code 77)');
});
