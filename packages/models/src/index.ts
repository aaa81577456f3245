// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type { Activation, ActivationName } from './activations/activation.ts';
export { type Definition, defineLayer, type Factory, type Given, type Resolved, type Result } from './defineLayer.ts';
export {
  decodeSafetensors,
  encodeSafetensors,
  type Safetensors,
  type SafetensorsEntry,
  type SafetensorsType,
} from './formats/safetensors.ts';
export { glorotNormal } from './initializers/glorotNormal.ts';
export { glorotUniform } from './initializers/glorotUniform.ts';
export { heNormal } from './initializers/heNormal.ts';
export { heUniform } from './initializers/heUniform.ts';
export type { Initializer, InitializerFactory, InitializerName, SeedOptions } from './initializers/initializer.ts';
export { ones } from './initializers/ones.ts';
export { zeros } from './initializers/zeros.ts';
export { type Input, type InputType, input } from './input.ts';
export type { AnyLayer, Call, Common, Layer, Slot, Slots, Step, Tensors } from './layer.ts';
export { type ActivationFactory, type ActivationOptions, activation } from './layers/activation.ts';
export { add } from './layers/add.ts';
export { type BatchNormalizationOptions, batchNormalization } from './layers/batchNormalization.ts';
export { type ConcatenateOptions, concatenate } from './layers/concatenate.ts';
export { type DenseOptions, dense } from './layers/dense.ts';
export { type DropoutOptions, dropout } from './layers/dropout.ts';
export { flatten } from './layers/flatten.ts';
export { type LeakyReluOptions, leakyRelu } from './layers/leakyRelu.ts';
export { relu } from './layers/relu.ts';
export { type RescalingOptions, rescaling } from './layers/rescaling.ts';
export { type ReshapeOptions, reshape } from './layers/reshape.ts';
export { sigmoid } from './layers/sigmoid.ts';
export { type SoftmaxOptions, softmax } from './layers/softmax.ts';
export { tanh } from './layers/tanh.ts';
export { type Applied, type Model, type ModelInput, model, type NamedLayer, type TensorsOf } from './model.ts';
export { type Random, random } from './random.ts';
export { l1 } from './regularizers/l1.ts';
export { l2 } from './regularizers/l2.ts';
export type { Regularizer, RegularizerFactory } from './regularizers/regularizer.ts';
export { sequential } from './sequential.ts';
export { fromJSON, type Json, type JsonObject, type LayerSpec, type Vocabulary } from './spec.ts';
export type { SymbolicTensor, SymbolsOf } from './symbolic.ts';
export type { FormOf, Logits, LogitsOf, Shape, Tree, Weights } from './types.ts';
export { decodeModel, encodeModel } from './weights.ts';
