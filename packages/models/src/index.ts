// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type { Activation, ActivationName } from './activations/activation.ts';
export { activate, resolveActivation } from './activations/resolve.ts';
export { decodeModel, encodeModel } from './formats/encodeModel.ts';
export { glorotNormal } from './initializers/glorotNormal.ts';
export { glorotUniform } from './initializers/glorotUniform.ts';
export { heNormal } from './initializers/heNormal.ts';
export { heUniform } from './initializers/heUniform.ts';
export type { Initializer, InitializerFactory, InitializerName, SeedOptions } from './initializers/initializer.ts';
export { ones } from './initializers/ones.ts';
export { resolveInitializer } from './initializers/resolve.ts';
export { zeros } from './initializers/zeros.ts';
export {
  defineLayer,
  type LayerConfig,
  type LayerDefinition,
  type LayerFactory,
  type LayerResult,
} from './layer/defineLayer.ts';
export { type InputType, input } from './layer/input.ts';
export {
  type AnyLayer,
  type CommonOptions,
  type Input,
  type Layer,
  type LayerCall,
  type LayerStep,
  origin,
  type SlotTensors,
  type SymbolicCall,
  type SymbolicTensor,
  type SymbolsOf,
} from './layer/layer.ts';
export {
  activationOption,
  axisOption,
  initializerOption,
  paddingOption,
  pairOption,
  regularizerOption,
} from './layer/layerOptions.ts';
export { requireAxes, requireOne } from './layer/requireOne.ts';
export { axisOf, batched, fits, isShape, requireAxis, requireShape, requireShapes } from './layer/shapes.ts';
export { type Place, placesOf, type Slot, type Slots } from './layer/slots.ts';
export type { FormOf, Logits, LogitsOf, Padding, Pair, Shape, Tree, Weights } from './layer/types.ts';
export { type ActivationFactory, type ActivationOptions, activation } from './layers/activation/activation.ts';
export { type LeakyReluOptions, leakyRelu } from './layers/activation/leakyRelu.ts';
export { relu } from './layers/activation/relu.ts';
export { sigmoid } from './layers/activation/sigmoid.ts';
export { type SoftmaxOptions, softmax } from './layers/activation/softmax.ts';
export { tanh } from './layers/activation/tanh.ts';
export { type Conv2dOptions, conv2d } from './layers/convolution/conv2d.ts';
export { type DepthwiseConv2dOptions, depthwiseConv2d } from './layers/convolution/depthwiseConv2d.ts';
export { type DenseOptions, dense } from './layers/core/dense.ts';
export { type DropoutOptions, dropout } from './layers/core/dropout.ts';
export { type RescalingOptions, rescaling } from './layers/core/rescaling.ts';
export { add } from './layers/merge/add.ts';
export { type ConcatenateOptions, concatenate } from './layers/merge/concatenate.ts';
export { type BatchNormalizationOptions, batchNormalization } from './layers/normalization/batchNormalization.ts';
export { type AveragePooling2dOptions, averagePooling2d } from './layers/pooling/averagePooling2d.ts';
export { type GlobalAveragePooling2dOptions, globalAveragePooling2d } from './layers/pooling/globalAveragePooling2d.ts';
export { type GlobalMaxPooling2dOptions, globalMaxPooling2d } from './layers/pooling/globalMaxPooling2d.ts';
export { type MaxPooling2dOptions, maxPooling2d } from './layers/pooling/maxPooling2d.ts';
export { flatten } from './layers/shape/flatten.ts';
export { type ReshapeOptions, reshape } from './layers/shape/reshape.ts';
export { type UpSampling2dOptions, upSampling2d } from './layers/shape/upSampling2d.ts';
export { type ZeroPadding2dOptions, zeroPadding2d } from './layers/shape/zeroPadding2d.ts';
export {
  type ConvolutionWindow,
  type PoolingWindow,
  pairOf,
  pooled,
  requireConvolution,
  requirePadding,
  requirePair,
  requirePicture,
  type SlidingWindow,
  windowed,
} from './layers/windows.ts';
export { model, type TensorsOf } from './model/functional.ts';
export type { Applied, Model, ModelInput, NamedLayer } from './model/model.ts';
export { requireWeights } from './model/requireWeights.ts';
export { sequential } from './model/sequential.ts';
export { type WeightsFromOptions, weightsFrom } from './model/weightsFrom.ts';
export { type Random, random } from './random.ts';
export { l1 } from './regularizers/l1.ts';
export { l2 } from './regularizers/l2.ts';
export type { Regularizer, RegularizerFactory } from './regularizers/regularizer.ts';
export { fromJSON } from './spec/fromJSON.ts';
export type { Json, JsonObject, LayerSpec, Vocabulary } from './spec/spec.ts';
