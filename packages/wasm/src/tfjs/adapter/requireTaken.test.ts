import type { TensorInfo } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { requireTaken } from './requireTaken.ts';

const info = (dtype: TensorInfo['dtype']): TensorInfo => ({ dataId: {}, shape: [2], dtype });

test('strings and complex numbers are refused by kernel, argument and dtype before a kernel of tfjs takes them', () => {
  expect(() => requireTaken('Tile', { x: info('string') })).toThrow(
    'Tile: on the wasm backend x must be numbers or bools, got string [2]',
  );
  expect(() => requireTaken('Reshape', { x: info('complex64') })).toThrow('Reshape: on the wasm backend x must be');
  for (const dtype of ['float32', 'int32', 'bool'] as const) requireTaken('Tile', { x: info(dtype), y: undefined });
  requireTaken('Reshape', { x: info('string') });
});
