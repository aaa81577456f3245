export { Adam, type AdamInputs, type AdamScalars, type AdamTensors, readAdam, runAdam, writeAdam } from './adam.ts';
export {
  BatchNorm,
  type BatchNormAttributes,
  BatchNormGrad,
  type BatchNormGradInputs,
  type BatchNormGradOutputs,
  type BatchNormInputs,
  type BatchNormOutputs,
  runBatchNorm,
  runBatchNormGrad,
} from './batchNorm.ts';
export { ClassMatches, type ClassMatchesInputs, runClassMatches } from './classMatches.ts';
export { type FusedMatMulInputs, MatMul, runFusedMatMul } from './matMul.ts';
export {
  MovingAverage,
  type MovingAverageAttributes,
  type MovingAverageInputs,
  runMovingAverage,
} from './movingAverage.ts';
export { offers } from './offers.ts';
export { ReluGrad, type ReluGradAttributes, type ReluGradInputs, runReluGrad } from './reluGrad.ts';
export {
  runSoftmaxCrossEntropy,
  runSoftmaxCrossEntropyGrad,
  SoftmaxCrossEntropy,
  SoftmaxCrossEntropyGrad,
  type SoftmaxCrossEntropyGradInputs,
  type SoftmaxCrossEntropyInputs,
} from './softmaxCrossEntropy.ts';
export { runUniform, Uniform, type UniformAttributes } from './uniform.ts';
