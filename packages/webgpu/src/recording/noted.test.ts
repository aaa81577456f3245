import type { TensorInfo } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onDawn } from '../../testing/onDawn.ts';
import { runningBackend } from '../tfjs/backend.ts';
import { noted, type Sending } from './noted.ts';

onDawn('a program that is noted', () => {
  test('has tfjs’s order of tensors, its uniforms and its groups, and nothing is sent', () => {
    const tensor = (...shape: number[]): TensorInfo => ({ dataId: {}, shape, dtype: 'float32' });
    const [output, a, b] = [tensor(6), tensor(2, 3), tensor(3)];
    const backend = runningBackend()!;
    const program = { outputShape: [6], size: true, dispatch: [2, 3, 1] };
    const { tensors, uniforms, groups } = noted(
      backend as unknown as Sending,
      program,
      output,
      [a, b],
      [{ type: 'int32', data: [7] }],
    );
    expect(tensors).toEqual([output, a, b]);
    expect(groups).toEqual([2, 3, 1]);
    const words = new Int32Array(uniforms.buffer);
    expect(words).toContain(7);
    expect([...new Float32Array(uniforms.buffer)].slice(0, 2)).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
    expect(backend.commandEncoder).toBeNull();
  });
});
