import { count } from './numbers.ts';

export const title = 'Model';
export const total = 'parameters';
/** Before the library has answered. */
export const unknown = '…';
export const why = (weights: string, inputs: number, units: number): string =>
  `Why ${weights}? Each of ${count(inputs)} numbers of a picture meets each of ${count(units)} neurons, and each neuron has a bias.`;
export const layers = 'Layers';
export const input = 'Input';
export const flatten = 'Flatten';
export const dense = 'Dense';
export const shape = '32 × 32 × 3';
export const flat = count(3072);
export const lastActivation = 'softmax';
export const fixed = 'Input, Flatten and the last layer stay: pictures and ten classes need them.';
export const units = (layer: number): string => `Layer ${layer}: units`;
export const activation = (layer: number): string => `Layer ${layer}: activation`;
export const more = (layer: number): string => `Layer ${layer}: move or remove`;
export const up = 'Move up';
export const down = 'Move down';
export const remove = 'Remove';
export const add = '+ layer';
export const full = 'Six hidden layers are the most here.';
export const summary = 'summary()';
