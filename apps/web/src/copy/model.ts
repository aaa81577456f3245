import type { ActivationChoice, Spec } from '@kindling/app-common';
import { count } from './numbers.ts';

const unitsOf = (layers: Spec['layers']): string => layers.map(({ units }) => count(units)).join(', ');

/** `Dense 200, 150`; with their activations where nothing else tells them from others. */
export const layersText = (layers: Spec['layers'], others: Spec['layers'] = []): string => {
  if (layers.length === 0) return 'no hidden layer';
  const isTold = layers.length !== others.length || unitsOf(layers) !== unitsOf(others);
  return `Dense ${isTold ? unitsOf(layers) : layers.map(({ units, activation }) => `${count(units)} ${activation}`).join(', ')}`;
};

export const title = 'Model';
export const total = 'parameters';
/** Before the library has answered. */
export const unknown = '…';
/** `first` is of the first layer with weights. */
export const why = (all: string, first: string, inputs: number, units: number): string =>
  `${all} parameters: ${all === first ? '' : `${first} of them in the first layer, where `}each of ${count(inputs)} numbers of a picture meets each of ${count(units)} neurons, and each neuron has a bias.`;
export const other = (layers: Spec['layers'], planned: Spec['layers']): string =>
  `For the next run. The one shown has ${layersText(layers, planned)}.`;
export const layers = 'Layers';
export const input = 'Input';
export const flatten = 'Flatten';
export const dense = 'Dense';
export const shape = '32 × 32 × 3';
export const flat = count(3072);
export const lastActivation = 'softmax';
export const fixed = 'Input, Flatten and the last layer stay: pictures and ten classes need them.';
const activations: Readonly<Record<ActivationChoice, string>> = {
  relu: 'what is below 0 becomes 0',
  leakyRelu: 'what is below 0 shrinks',
  sigmoid: 'any number gets between 0 and 1',
  tanh: 'any number gets between −1 and 1',
  softmax: 'the numbers become shares of 100 %',
};
/** `relu: what is below 0 becomes 0. softmax: …`, of what stands in the rows above, each once. */
export const explained = (hidden: readonly ActivationChoice[]): string =>
  [...new Set<ActivationChoice>([...hidden, lastActivation])].map((name) => `${name}: ${activations[name]}.`).join(' ');
export const units = (layer: number): string => `Layer ${layer}: units`;
export const activation = (layer: number): string => `Layer ${layer}: activation`;
export const more = (layer: number): string => `Layer ${layer}: move or remove`;
export const up = 'Move up';
export const down = 'Move down';
export const remove = 'Remove';
export const add = '+ layer';
export const full = 'Six hidden layers are the most here.';
export const summary = 'summary()';
export const summaryHint = 'As a table:';
/** Read aloud. */
export const said = {
  added: (layer: number, parameters: string): string => `Layer ${layer} added. ${parameters} parameters.`,
  moved: (from: number, to: number, parameters: string): string =>
    `Layer ${from} is now layer ${to}. ${parameters} parameters.`,
  removed: (layer: number, parameters: string): string => `Layer ${layer} removed. ${parameters} parameters.`,
} as const;
