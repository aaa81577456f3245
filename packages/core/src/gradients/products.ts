// internal: part of the gradients in needed.ts and further.ts
import { BatchMatMul, type GradConfig, type Tensor } from '@tensorflow/tfjs-core';
import { attributesAs } from '../kernels/attributes.ts';
import { fusedMatMulGradient, productGradients, type Transposes } from '../kernels/matMul.ts';

/** Products of matrices, alone and as `dense` has them. */
export const products: readonly GradConfig[] = [
  {
    kernelName: BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b], attributes) => ({
      ...productGradients(dy as Tensor, [a!, b!], attributesAs<Transposes>(attributes)),
    }),
  },
  fusedMatMulGradient,
];
