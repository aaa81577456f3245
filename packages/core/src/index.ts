// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type {
  Consumed,
  Engine,
  Moved,
  Overrides,
  Phase,
  Program,
  Session,
  Snapshot,
  StepContext,
  StepGradients,
  Trees,
} from './engine/engine.ts';
export { createSums, type Sums } from './engine/sums.ts';
export { furtherGradients } from './gradients/further.ts';
export { neededGradients, registerGradients } from './gradients/needed.ts';
export {
  Adam,
  type AdamAttributes,
  type AdamInputs,
  type AdamScalars,
  type AdamTensors,
  readAdam,
  runAdam,
  writeAdam,
} from './kernels/adam.ts';
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
} from './kernels/batchNorm.ts';
export { ClassMatches, type ClassMatchesInputs, runClassMatches } from './kernels/classMatches.ts';
export { type FusedMatMulInputs, MatMul, runFusedMatMul } from './kernels/matMul.ts';
export {
  MovingAverage,
  type MovingAverageAttributes,
  type MovingAverageInputs,
  runMovingAverage,
} from './kernels/movingAverage.ts';
export { offers } from './kernels/offers.ts';
export { ReluGrad, type ReluGradAttributes, type ReluGradInputs, runReluGrad } from './kernels/reluGrad.ts';
export {
  runSoftmaxCrossEntropy,
  runSoftmaxCrossEntropyGrad,
  SoftmaxCrossEntropy,
  SoftmaxCrossEntropyGrad,
  type SoftmaxCrossEntropyGradInputs,
  type SoftmaxCrossEntropyInputs,
} from './kernels/softmaxCrossEntropy.ts';
export { runUniform, Uniform, type UniformAttributes } from './kernels/uniform.ts';
export { type Aliased, type AliasOf, byAnyName, everyName, nameOfFactory } from './options/aliases.ts';
export { requireBoolean } from './options/booleans.ts';
export { closest, unknownName } from './options/names.ts';
export {
  requireCount,
  requireFraction,
  requireNumber,
  requirePositive,
  requirePositiveInteger,
  requireRate,
} from './options/numbers.ts';
export {
  type DefaultedOption,
  type Option,
  type OptionalOption,
  type OptionTable,
  optional,
  optionOf,
  type ResolvedOptions,
  withDefault,
} from './options/option.ts';
export { requireOptions } from './options/options.ts';
export { readOptions } from './options/readOptions.ts';
export { formatShape, type ShapeLike, show } from './options/show.ts';
export {
  count,
  finiteNumber,
  flag,
  fraction,
  functionOption,
  numberFrom,
  oneOf,
  positiveInteger,
  positiveNumber,
  rate,
  text,
} from './options/standard.ts';
export { permutation } from './random/permutation.ts';
export { type Random, random } from './random/random.ts';
export { threefry2x32 } from './random/threefry.ts';
export { partOf, prefixed } from './tree/prefix.ts';
export { addTrees, cloneTree, copyOf, mapValues, release, tensorsIn, tidied } from './tree/tensors.ts';
export type { Tree } from './tree/tree.ts';
