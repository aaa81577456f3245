export { type BatchChoice, batches } from './batches.ts';
export { cnn } from './networks/cnn.ts';
export { mlp } from './networks/mlp.ts';
export { chapter, type NetworkChoice, network, networkNames } from './networks/network.ts';
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
} from './spec/spec.ts';
