// internal: layers as JSON

import { show } from '@kindling/core';
import { isLayer } from '../graph/draw.ts';
import type { Graph, Member } from '../graph/graph.ts';
import { rebuild } from '../layer/forms.ts';
import type { CommonOptions } from '../layer/layer.ts';
import type { ModelInput } from '../model/model.ts';
import type { Json, JsonObject, LayerSpec } from './spec.ts';

const deepest = 50;

const jsonOf = (owner: string, name: string, value: unknown, depth = 0): Json => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (isLayer(value)) return { ...value.toJSON() };
  if (typeof value === 'function') {
    throw new TypeError(
      `${owner}: ${name} is a function, which JSON cannot carry; give it by name ("relu"), or make it a layer with defineLayer`,
    );
  }
  if (depth < deepest && Array.isArray(value)) {
    return value.map((item, i) => jsonOf(owner, `${name}[${i}]`, item, depth + 1));
  }
  if (depth < deepest && typeof value === 'object') return jsonObject(owner, name, value, depth + 1);
  throw new TypeError(`${owner}: JSON cannot carry ${name}, which is ${show(value)}`);
};

/** Plain data as it is; an initializer or regularizer as its `{ kind, config }`. */
const jsonObject = (owner: string, name: string, value: object, depth: number): JsonObject => {
  const made = 'kind' in value && 'config' in value;
  const plain = made || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!plain) throw new TypeError(`${owner}: JSON cannot carry ${name}, which is ${show(value)}`);
  const entries = made ? [['kind', value.kind] as const, ['config', value.config] as const] : Object.entries(value);
  return Object.fromEntries(
    entries
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, jsonOf(owner, `${name}.${key}`, item, depth)]),
  );
};

/** A layer's JSON: its kind, its configuration, and what was given of name and trainable. */
export const layerSpec = (kind: string, { name, trainable }: CommonOptions, config: object): LayerSpec => ({
  kind,
  ...(name !== undefined && { name }),
  ...(trainable === false && { trainable }),
  config: Object.fromEntries(
    Object.entries(config)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, jsonOf(name ?? kind, key, value)]),
  ),
});

const memberSpec = ({ name, layer }: Member): LayerSpec => layer.with({ name }).toJSON();

const inputSpec = ({ name, shape, dtype }: ModelInput): JsonObject => ({ name, shape: shape.slice(1), dtype });

/** A chain: its input, then its layers in order. */
export const sequentialConfig = ({ inputs, members }: Graph): JsonObject => ({
  input: inputSpec(inputs[0]!),
  layers: members.map(memberSpec),
});

/** A graph: its layers, and the calls by the layer's number and those of the values it reads, inputs first. */
export const modelConfig = ({ inputForm, inputs, outputForm, outputs, members, nodes }: Graph): JsonObject => {
  const numbers = new Map(members.map((member, i) => [member, i]));
  return {
    inputs: rebuild(inputForm, inputs.map(inputSpec)),
    layers: members.map(memberSpec),
    calls: nodes.map(({ member, readForm, reads }) => ({
      layer: numbers.get(member)!,
      reads: rebuild<Json>(readForm, reads),
    })),
    outputs: rebuild(
      outputForm,
      outputs.map(({ value }) => value),
    ),
  };
};
