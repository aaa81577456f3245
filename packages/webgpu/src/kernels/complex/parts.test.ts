import { complex, fft, imag, real, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { expectAsOnCpu } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

const numbers = (...shape: number[]): Tensor =>
  tensor(
    Array.from({ length: shape.reduce((size, length) => size * length, 1) }, (_, i) => (i * 5) % 7),
    shape,
  );

onDawn('the parts of a Fourier transform', () => {
  test('have its shape', async () => {
    for (const shape of [[3], [2, 2, 4]]) {
      for (const part of [real, imag]) {
        await expectAsOnCpu(() => part(fft(complex(numbers(...shape), numbers(...shape)))));
      }
    }
  });
});
