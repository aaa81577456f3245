export { type BatchChoice, batches } from './batches.ts';
export { cnn } from './networks/cnn.ts';
export { mlp } from './networks/mlp.ts';
export { chapter, type NetworkChoice, network, networkNames } from './networks/network.ts';
