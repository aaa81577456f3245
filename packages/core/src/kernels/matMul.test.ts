import { matMul as product, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { input, testKernel } from '@tests/kit';
import { fusedMatMul, MatMul } from './matMul.ts';

const cases = [
  [input(4, 3), input(3, 5), input(5)],
  [input(1, 9), input(9, 1), input(1)],
];

for (const activation of ['linear', 'relu'] as const) {
  testKernel(`fusedMatMul, ${activation}`, {
    kernels: [MatMul],
    run: (a, b, bias) => fusedMatMul({ a: a as Tensor2D, b: b as Tensor2D, bias: bias as Tensor1D }, activation),
    cases,
  });
}

testKernel('the gradients of a product', {
  kernels: [MatMul],
  run: (a: Tensor, b: Tensor) => product(a, b, true, true),
  cases: [[input(3, 4), input(5, 3)]],
});
