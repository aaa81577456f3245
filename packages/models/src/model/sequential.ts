import { show } from '@kindling/core';
import { isInput, isLayer, isSymbolic } from '../graph/draw.ts';
import { layOut } from '../graph/layOut.ts';
import type { CommonOptions, Input, Layer, SymbolicTensor } from '../layer/layer.ts';
import { commonOf, requireOptions } from '../layer/options.ts';
import { sequentialConfig } from '../spec/toSpec.ts';
import { assemble } from './assemble.ts';
import type { Model } from './model.ts';

const requireLayers = (layers: readonly unknown[]): readonly Layer[] => {
  for (const [i, layer] of layers.entries()) {
    if (isLayer(layer)) continue;
    const remedy = typeof layer === 'function' && 'kind' in layer ? `; call it: ${layer.kind}()` : '';
    throw new TypeError(`sequential: element ${i + 1} must be a layer, got ${show(layer)}${remedy}`);
  }
  if (new Set(layers).size < layers.length) {
    throw new Error('sequential: a layer stands twice in the list; to share its weights, use model()');
  }
  return layers as readonly Layer[];
};

/**
 * A model of layers that each read what the one before gives.
 *
 * @see https://keras.io/guides/sequential_model/
 * @param layers an input, then layers or models of one input and one output
 * @throws Error for a layer that cannot read what the one before gives
 * @example
 * ```ts
 * import { dense, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 8, activation: 'relu' }), dense({ units: 3 })]);
 * ```
 */
export const sequential = (layers: readonly [Input, ...Layer[]], options: CommonOptions = {}): Model => {
  requireOptions('sequential', options, ['name', 'trainable']);
  const common = commonOf('sequential', options);
  if (!Array.isArray(layers) || !isInput(layers[0])) {
    const remedy = Array.isArray(layers) && isLayer(layers[0]) ? '; put input({ shape: [...] }) before the first' : '';
    throw new TypeError(`sequential: a list that opens with input({ shape }) is needed, got ${show(layers)}${remedy}`);
  }
  const [start, ...rest] = layers;
  const output = requireLayers(rest).reduce<SymbolicTensor>((x, layer) => {
    const y: unknown = layer(x);
    if (isSymbolic(y)) return y;
    throw new Error(`sequential: "${layer.name ?? layer.kind}" gives several tensors by name; use model()`);
  }, start);
  const graph = layOut(common.name ?? 'sequential', {
    inputForm: 'one',
    inputs: new Map([[start, start.inputName ?? 'input']]),
    outputForm: 'one',
    outputs: [output],
  });
  return assemble('sequential', graph, { config: { layers }, spec: () => sequentialConfig(graph) }, common);
};
