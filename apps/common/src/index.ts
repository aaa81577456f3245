export { type BatchChoice, batches } from './batches.ts';
export { cnn } from './networks/cnn.ts';
export { mlp } from './networks/mlp.ts';
export { chapter, type NetworkChoice, network, networkNames } from './networks/network.ts';
export {
  checkoutFolder,
  checkoutLines,
  installLine,
  published,
  scriptName,
  toScript,
} from './script/toScript.ts';
export { limits, pictureLimits, type Range } from './spec/limits.ts';
export { fromLink, type Linked, toLink } from './spec/link.ts';
export { numberText } from './spec/numberText.ts';
export { type RefusedFields, readSpec } from './spec/readSpec.ts';
export {
  type ActivationChoice,
  activationNames,
  bookSpec,
  cifar10Spec,
  type DataName,
  dataNames,
  type HiddenLayer,
  type OptimizerChoice,
  optimizerNames,
  type RateChange,
  type Spec,
  shapesSeed,
} from './spec/spec.ts';
