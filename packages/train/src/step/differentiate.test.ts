import '@tensorflow/tfjs-backend-cpu';
import { neededGradients, registerGradients, tidied } from '@kindling/core';
import {
  cosh,
  getKernel,
  memory,
  mul,
  registerGradient,
  registerKernel,
  type Scalar,
  scalar,
  square,
  sum,
  tensor1d,
  tidy,
  unregisterGradient,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { coshGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Cosh_grad';
import { expect, test } from 'vitest';
import { differentiate } from './differentiate.ts';

registerGradients(neededGradients);

test('loss, gradients and what else the pass made come back; the rest is freed', async () => {
  const [a, b, outside] = [tensor1d([1, 2]), tensor1d([3, 4]), scalar(7)];
  const before = memory().numTensors;
  const { loss, rest, gradients } = tidied(() =>
    differentiate(
      () => {
        const product = mul(a, b);
        return { loss: sum(square(product)) as Scalar, rest: { product, outside, name: 'kept' } };
      },
      { a, b },
    ),
  );
  expect(await loss.data()).toEqual(Float32Array.of(9 + 64));
  expect(await gradients.a!.data()).toEqual(Float32Array.of(2 * 9, 2 * 2 * 16));
  expect(await gradients.b!.data()).toEqual(Float32Array.of(2 * 3, 2 * 4 * 4));
  expect(await rest.product.data()).toEqual(Float32Array.of(3, 8));
  expect([rest.outside, rest.name]).toEqual([outside, 'kept']);
  expect(memory().numTensors).toBe(before + 4);
  for (const tensor of [loss, rest.product, gradients.a!, gradients.b!]) tensor.dispose();
  expect(outside.isDisposed).toBe(false);
});

test('a parameter that the loss does not depend on is named', () => {
  const [a, b] = [scalar(1), scalar(2)];
  const before = memory().numTensors;
  expect(() =>
    tidy(() => void differentiate(() => ({ loss: square(a) as Scalar, rest: {} }), { used: a, 'dense/bias': b })),
  ).toThrow('compile: the loss does not depend on dense/bias');
  expect(memory().numTensors).toBe(before);
});

test('an error half way leaves nothing behind, and the next pass works', () => {
  const a = scalar(3);
  const before = memory().numTensors;
  const failing = () => {
    square(square(a));
    throw new Error('no such layer');
  };
  expect(() => tidy(() => void differentiate(failing, { a }))).toThrow('no such layer');
  expect(memory().numTensors).toBe(before);
  const { gradients } = tidied(() => differentiate(() => ({ loss: square(a) as Scalar, rest: {} }), { a }));
  expect(gradients.a!.dataSync()[0]).toBe(6);
});

test('a kernel or a gradient that is missing comes with a remedy', async () => {
  const a = scalar(1);
  const trained = () => tidy(() => void differentiate(() => ({ loss: cosh(a) as Scalar, rest: {} }), { a }));
  expect(trained).toThrow(
    'compile: tfjs-core was not given the gradient of Cosh; selectBackend() registers all that there are',
  );
  registerGradient(coshGradConfig);
  expect(trained).not.toThrow();
  const sinh = getKernel('Sinh', 'cpu');
  unregisterKernel('Sinh', 'cpu');
  expect(trained).toThrow(/cannot be trained on cpu, which has no kernel Sinh; use another backend/);
  registerKernel(sinh);
  unregisterGradient('Cosh');
  a.dispose();
});

test('so do tensors of more axes than webgpu has shaders for', () => {
  const failing = () => {
    throw new Error('GPU for rank 7 is not yet supported');
  };
  expect(() => tidy(() => void differentiate(failing, { a: scalar(1) }))).toThrow(
    "compile: this model cannot be trained on webgpu, whose kernels take tensors of up to 6 axes, got 7; use another backend, such as selectBackend('wasm')",
  );
});
