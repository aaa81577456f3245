// The entry `@kindling/wasm/kernels`: for compilers. It writes WebAssembly and knows no tfjs.
export {
  type Expression,
  type F32,
  type I32,
  select,
  selectVector,
  type Type,
  type V128,
} from '../assembler/expression.ts';
export { type Arguments, type Body, type Func, integers, type Local, type Parameters } from '../assembler/func.ts';
export { createModule, type ModuleBuilder, type ModuleOptions, type Simd } from '../assembler/module.ts';
export { f32, i32 } from '../assembler/scalars.ts';
export { f32x4, i32x4, v128 } from '../assembler/vectors.ts';
export { type Heap, type Kernel, scratchBytes } from '../kernel.ts';
export { createRuntime, type Runtime, type Split } from '../runtime.ts';
export { type Compile, compile, measureSimd, narrow } from '../simd.ts';
export type { Pool } from '../threads/pool.ts';
export { emitRepeat, emitSumOfGroups } from './convolution/channelGroups.ts';
export {
  type Bands,
  bandsOf,
  type ConvolveShape,
  convolveArguments,
  convolveKey,
  emitConvolve,
} from './convolution/conv2d.ts';
export { emitDepthwise, emitDepthwiseFilterGradient, emitDepthwiseInputGradient } from './convolution/depthwise.ts';
export {
  emitFilterGradient,
  type FilterGradientCut,
  type FilterGradientShape,
  filterGradientArguments,
  filterGradientCut,
  filterGradientKey,
} from './convolution/filterGradient.ts';
export { emitPanels, type PanelsShape, panelsOf } from './convolution/panels.ts';
export { emitPadded, overPadded, type Pair, paddedArguments, paddedBytes, type Window } from './convolution/window.ts';
export { arithmetic, comparisons } from './elementwise/binary.ts';
export {
  bool,
  emitElementwise,
  emitRows,
  type Format,
  type Formula,
  float32,
  keep,
  type Operation,
  type Vector,
  type Walk,
} from './elementwise/elementwise.ts';
export { exp, tanh } from './elementwise/exponential.ts';
export { log } from './elementwise/logarithm.ts';
export { polynomial } from './elementwise/polynomial.ts';
export { reluGrad } from './elementwise/reluGrad.ts';
export { choose, clip, finiteness, leakyRelu, step, unary } from './elementwise/unary.ts';
export { emitClear, emitFill, emitOneHot } from './matrix/fill.ts';
export { emitGather } from './matrix/gather.ts';
export {
  emitGemm,
  type GemmShape,
  type GemmTiling,
  gemmArguments,
  gemmKey,
  splitBy,
  tilingOf,
} from './matrix/matMul.ts';
export { emitMove } from './matrix/move.ts';
export { emitPad } from './matrix/pad.ts';
export { emitResizeNearest, emitResizeNearestGradient } from './matrix/resizeNearest.ts';
export { emitSumOfParts } from './matrix/sumOfParts.ts';
export { columnsInStrip, emitTranspose } from './matrix/transpose.ts';
export { emitAveragePool, emitAveragePoolGradient } from './pooling/averagePool.ts';
export {
  emitMaxPool,
  emitMaxPoolGradient,
  emitMaxPoolOfNaN,
  emitMaxPoolOfNaNGradient,
} from './pooling/maxPool.ts';
export { chunkOf, emitReduceColumns, emitReduceRows, type Join, joins, tileOf } from './reduction/reduce.ts';
export { emitSegmentSum } from './reduction/segmentSum.ts';
export { emitSumOfChunks } from './reduction/sumOfChunks.ts';
export type { Rest } from './shared/row.ts';
export type { NumberBytes } from './shared/strips.ts';
export { type Epilogue, multiplyAdd } from './shared/tile.ts';
export { windowParameters } from './shared/windowLoops.ts';
export { emitCombineMoments, emitMoments, emitNormalize, momentLists } from './training/batchNorm.ts';
export { emitCombineSlopes, emitSlopeOfInput, emitSlopes, slopeLists } from './training/batchNormGrad.ts';
export { chunkRowsOf } from './training/chunks.ts';
export { emitClassMatches } from './training/classMatches.ts';
export { movingAverage } from './training/movingAverage.ts';
export { emitStep, entryWords, type StepFormula } from './training/optimizerStep.ts';
export { emitLogSoftmax, emitSoftmax } from './training/softmax.ts';
export { emitSoftmaxCrossEntropy, emitSoftmaxCrossEntropyGrad } from './training/softmaxCrossEntropy.ts';
export { adamFormula, momentumFormula, rmspropFormula } from './training/stepFormulas.ts';
export { emitUniform, numbersAtOnce } from './training/uniform.ts';
