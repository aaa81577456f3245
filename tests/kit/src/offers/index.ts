// What every kernel of `@kindling/core` owes on whichever backend offers it: called where that one is in use.
export { testAdam } from './adam.ts';
export { testBatchNorm } from './batchNorm.ts';
export { testClassMatches } from './classMatches.ts';
export { testMatMul } from './matMul.ts';
export { testMovingAverage } from './movingAverage.ts';
export { testReluGrad } from './reluGrad.ts';
export { testSoftmaxCrossEntropy } from './softmaxCrossEntropy.ts';
export { onCpu, testOffered, valuesOf } from './testOffered.ts';
