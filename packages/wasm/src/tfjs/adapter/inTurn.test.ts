import type { TensorInfo } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { inTurn } from './inTurn.ts';
import type { Replacement } from './replacement.ts';

const info = (dtype: TensorInfo['dtype']): TensorInfo => ({ dataId: {}, shape: [2], dtype });
const of = (name: string, dtype: TensorInfo['dtype']): Replacement => ({
  name,
  compute: ({ x }) => (x!.dtype === dtype ? x : undefined),
});

test('of several under a name the first that takes the inputs computes; nobody, and tfjs has it', () => {
  const [both, one] = inTurn([of('A', 'float32'), of('B', 'int32'), of('A', 'bool')]);
  expect([both!.name, one!.name]).toEqual(['A', 'B']);
  const taken = (['float32', 'bool', 'int32'] as const).map((dtype) => {
    const x = info(dtype);
    return both!.compute({ x }, {}, testDevice()) === x;
  });
  expect(taken).toEqual([true, true, false]);
});
