// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type { Activation, ActivationName } from './activations/activation.ts';
export { type Definition, defineLayer, type Factory, type Given, type Resolved, type Result } from './defineLayer.ts';
export { fromJSON } from './fromJSON.ts';
export { model, type TensorsOf } from './functional.ts';
export { glorotNormal } from './initializers/glorotNormal.ts';
export { glorotUniform } from './initializers/glorotUniform.ts';
export { heNormal } from './initializers/heNormal.ts';
export { heUniform } from './initializers/heUniform.ts';
export type { Initializer, InitializerFactory, InitializerName, SeedOptions } from './initializers/initializer.ts';
export { ones } from './initializers/ones.ts';
export { zeros } from './initializers/zeros.ts';
export { type InputType, input } from './input.ts';
export {
  type AnyLayer,
  type Call,
  type Common,
  type Input,
  type Layer,
  origin,
  type Step,
  type SymbolicCall,
  type SymbolicTensor,
  type SymbolsOf,
  type Tensors,
} from './layer.ts';
export { type ActivationFactory, type ActivationOptions, activation } from './layers/activation.ts';
export { add } from './layers/add.ts';
export { type AveragePooling2dOptions, averagePooling2d } from './layers/averagePooling2d.ts';
export { type BatchNormalizationOptions, batchNormalization } from './layers/batchNormalization.ts';
export { type ConcatenateOptions, concatenate } from './layers/concatenate.ts';
export { type Conv2dOptions, conv2d } from './layers/conv2d.ts';
export { type DenseOptions, dense } from './layers/dense.ts';
export { type DepthwiseConv2dOptions, depthwiseConv2d } from './layers/depthwiseConv2d.ts';
export { type DropoutOptions, dropout } from './layers/dropout.ts';
export { flatten } from './layers/flatten.ts';
export { type GlobalAveragePooling2dOptions, globalAveragePooling2d } from './layers/globalAveragePooling2d.ts';
export { type GlobalMaxPooling2dOptions, globalMaxPooling2d } from './layers/globalMaxPooling2d.ts';
export { type LeakyReluOptions, leakyRelu } from './layers/leakyRelu.ts';
export { type MaxPooling2dOptions, maxPooling2d } from './layers/maxPooling2d.ts';
export { relu } from './layers/relu.ts';
export { type RescalingOptions, rescaling } from './layers/rescaling.ts';
export { type ReshapeOptions, reshape } from './layers/reshape.ts';
export { sigmoid } from './layers/sigmoid.ts';
export { type SoftmaxOptions, softmax } from './layers/softmax.ts';
export { tanh } from './layers/tanh.ts';
export { type UpSampling2dOptions, upSampling2d } from './layers/upSampling2d.ts';
export { type ZeroPadding2dOptions, zeroPadding2d } from './layers/zeroPadding2d.ts';
export type { Applied, Model, ModelInput, NamedLayer } from './model.ts';
export { type Random, random } from './random.ts';
export { l1 } from './regularizers/l1.ts';
export { l2 } from './regularizers/l2.ts';
export type { Regularizer, RegularizerFactory } from './regularizers/regularizer.ts';
export { sequential } from './sequential.ts';
export { type Place, placesOf, type Slot, type Slots } from './slots.ts';
export type { Json, JsonObject, LayerSpec, Vocabulary } from './spec.ts';
export type { FormOf, Logits, LogitsOf, Padding, Pair, Shape, Tree, Weights } from './types.ts';
export { decodeModel, encodeModel } from './weights.ts';
