// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { backendStarting } from './engine/backendStarting.ts';
export { DeviceLostError } from './engine/deviceLostError.ts';
export { type DeviceQueue, declareDeviceQueue, deviceQueue } from './engine/deviceQueue.ts';
export type {
  Consumed,
  Engine,
  EngineOptions,
  Moved,
  Overrides,
  Phase,
  Program,
  Restored,
  SavedSums,
  Session,
  Snapshot,
  StepContext,
  StepGradients,
  Trees,
} from './engine/engine.ts';
export { flatWeights } from './engine/flatWeights.ts';
export { type FoldPlan, foldPlan } from './engine/foldPlan.ts';
export type { HostSums } from './engine/hostSums.ts';
export { MemoryError } from './engine/memoryError.ts';
export type { Agreed, Meeting, Peers, Wish } from './engine/peers.ts';
export { readTensors } from './engine/readTensors.ts';
export {
  type CompiledRecording,
  declareRecorder,
  type HostNumbers,
  type Inputs,
  type LaunchReport,
  type Outcome,
  type PhaseReport,
  type Recorder,
  type Recording,
  recorderInUse,
  type TensorLike,
  Unrecordable,
} from './engine/recorder.ts';
export {
  type Fed,
  gathered,
  isRowBatch,
  mapRowBatch,
  type RowBatch,
  type RowBatchParts,
  type RowColumn,
  rowBatch,
} from './engine/rowBatch.ts';
export { createSession, type Live, type Moment, type Shortcuts } from './engine/session.ts';
export { linkSession, sessionOf } from './engine/sessions.ts';
export { createShardedSums, type ShardedSums } from './engine/shardedSums.ts';
export { createSums, type Sums } from './engine/sums.ts';
export { addShares, meanOf, summed } from './engine/together.ts';
export { beforeChange, Unchanged } from './engine/unchanged.ts';
export type { Summed, World } from './engine/world.ts';
export { furtherGradients } from './gradients/further.ts';
export { neededGradients, registerGradients } from './gradients/needed.ts';
export {
  Adam,
  type AdamAttributes,
  type AdamInputs,
  type AdamScalars,
  type AdamTensors,
  adam,
  adamStep,
  readAdam,
  runAdam,
  writeAdam,
} from './kernels/adam.ts';
export { type Attributes, attributesAs } from './kernels/attributes.ts';
export {
  BatchNorm,
  type BatchNormAttributes,
  type BatchNormGiven,
  BatchNormGrad,
  type BatchNormGradInputs,
  type BatchNormGradOutputs,
  type BatchNormInputs,
  type BatchNormOptions,
  type BatchNormOutputs,
  batchNorm,
  batchNormGradient,
  composeBatchNorm,
  composeBatchNormGrad,
  normalize,
  runBatchNorm,
  runBatchNormGrad,
} from './kernels/batchNorm.ts';
export { type Capabilities, capabilities, declareCapabilities } from './kernels/capabilities.ts';
export {
  ClassMatches,
  type ClassMatchesInputs,
  classMatches,
  composeClassMatches,
  runClassMatches,
} from './kernels/classMatches.ts';
export {
  composeFusedMatMul,
  type FusedMatMulInputs,
  fusedMatMul,
  fusedMatMulGradient,
  MatMul,
  type ProductGradients,
  productGradients,
  runFusedMatMul,
  type Transposes,
} from './kernels/matMul.ts';
export { composeMaxPooling, type MaxPoolingAttributes, maxPooling } from './kernels/maxPooling.ts';
export { momentumStep } from './kernels/momentum.ts';
export {
  composeMovingAverage,
  MovingAverage,
  type MovingAverageAttributes,
  type MovingAverageInputs,
  movingAverage,
  movingAverageGradient,
  runMovingAverage,
} from './kernels/movingAverage.ts';
export { offers } from './kernels/offers.ts';
export {
  type OptimizerStep,
  type ParameterStep,
  readStep,
  runStep,
  type StepAttributes,
  type StepInputs,
  type StepResult,
  takeStep,
} from './kernels/optimizerStep.ts';
export { registerKernels } from './kernels/registerKernels.ts';
export {
  composeReluGrad,
  ReluGrad,
  type ReluGradAttributes,
  type ReluGradInputs,
  type ReluGradOptions,
  reluGrad,
  reluGradGradient,
  runReluGrad,
} from './kernels/reluGrad.ts';
export { requireBackend } from './kernels/requireBackend.ts';
export { requireShape } from './kernels/requireShape.ts';
export { rmspropStep } from './kernels/rmsprop.ts';
export { withoutRuledOut } from './kernels/ruledOut.ts';
export {
  composeSoftmaxCrossEntropy,
  composeSoftmaxCrossEntropyGrad,
  runSoftmaxCrossEntropy,
  runSoftmaxCrossEntropyGrad,
  SoftmaxCrossEntropy,
  SoftmaxCrossEntropyGrad,
  type SoftmaxCrossEntropyGradInputs,
  type SoftmaxCrossEntropyInputs,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
} from './kernels/softmaxCrossEntropy.ts';
export {
  composeUniform,
  drawWords,
  runUniform,
  runUniformOf,
  Uniform,
  type UniformAttributes,
  uniform,
} from './kernels/uniform.ts';
export { type Aliased, type AliasOf, byAnyName, everyName, nameOfFactory } from './options/aliases.ts';
export { requireBoolean } from './options/booleans.ts';
export { isClass } from './options/isClass.ts';
export { closest, unknownName } from './options/names.ts';
export {
  isFiniteNumber,
  requireCount,
  requireFraction,
  requireNonZero,
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
  nonZeroNumber,
  numberFrom,
  oneOf,
  positiveInteger,
  positiveNumber,
  rate,
  text,
} from './options/standard.ts';
export { type WasmPaths, wasmPathsOption } from './options/wasmPaths.ts';
export { createTurns } from './platform/createTurns.ts';
export { platform, threading } from './platform/current.ts';
export { requireFiles, requirePath } from './platform/files.ts';
export { packageVersion } from './platform/packageVersion.ts';
export type { Files, Platform, Terminal } from './platform/platform.ts';
export { soon } from './platform/soon.ts';
export type { Thread, Threading } from './platform/threading.ts';
export { permutation } from './random/permutation.ts';
export { normalNumbers, type Random, random, wordsOf } from './random/random.ts';
export { threefry2x32 } from './random/threefry.ts';
export { ownValue } from './tree/ownValue.ts';
export { partOf, prefixed } from './tree/prefix.ts';
export { requireAlive } from './tree/requireAlive.ts';
export { sameBytes } from './tree/sameBytes.ts';
export { sizeOf } from './tree/sizeOf.ts';
export {
  addTrees,
  cloneTree,
  copyOf,
  held,
  inTree,
  isShared,
  mapTensors,
  mapValues,
  release,
  tensorsIn,
  tidied,
} from './tree/tensors.ts';
export type { Tree } from './tree/tree.ts';
