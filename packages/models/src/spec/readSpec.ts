// internal: a model from JSON that nobody has checked

import { show, unknownName } from '@kindling/core';
import { isLayer, isSymbolic } from '../graph/draw.ts';
import { type Form, formOf, leavesOf, rebuild } from '../layer/forms.ts';
import { input } from '../layer/input.ts';
import type { AnyLayer, CommonOptions, Input, Layer, SymbolicTensor } from '../layer/layer.ts';
import { model } from '../model/functional.ts';
import { sequential } from '../model/sequential.ts';
import type { Vocabulary } from './spec.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What reading shares between a model and those inside it. */
interface Context {
  readonly makers: ReadonlyMap<string, (config: object) => unknown>;
  parts: number;
}

/** More than any model has: what asks for more is refused before it costs time or memory. */
const most = { parts: 10_000, depth: 100, values: 10_000_000 };

const isNumber = (value: unknown): boolean => typeof value === 'number';

const wrong = (where: string, rule: string, value: unknown): Error =>
  new TypeError(`fromJSON: ${where} must be ${rule}, got ${show(value)}`);

/** The rule for a vocabulary. */
const withLayers = 'an object of layers, as import * as layers from "@kindling/models" gives it';

const fieldsOf = (where: string, value: unknown, rule = 'an object'): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(where, rule, value);
  return value as Fields;
};

const countParts = (context: Context, where: string, parts: number): void => {
  context.parts += parts;
  if (context.parts <= most.parts) return;
  throw new RangeError(`fromJSON: a model may have ${most.parts} layers and calls, got ${context.parts} at ${where}`);
};

/** A list of layers, calls or inputs, which are counted over the whole model. */
const partsOf = (context: Context, where: string, value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw wrong(where, 'a list', value);
  countParts(context, where, value.length);
  return value;
};

/** Refuses what is nested too deep for what follows, which recurses. */
const requireShallow = (spec: unknown): void => {
  const stack: (readonly [value: unknown, depth: number])[] = [[spec, 0]];
  let values = 0;
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [value, depth] = top;
    if (++values > most.values) throw new RangeError(`fromJSON: the model holds more than ${most.values} values`);
    if (typeof value !== 'object' || value === null) continue;
    if (depth === most.depth) throw new RangeError(`fromJSON: the model is nested deeper than ${most.depth} levels`);
    for (const item of Object.values(value)) stack.push([item, depth + 1]);
  }
};

const commonOf = ({ name, trainable }: Fields): CommonOptions =>
  ({ ...(name !== undefined && { name }), ...(trainable !== undefined && { trainable }) }) as CommonOptions;

const make = ({ makers }: Context, noun: string, { kind, config }: Fields, common: CommonOptions): unknown => {
  const maker = makers.get(kind as string);
  if (maker !== undefined) return maker({ ...fieldsOf(`the config of "${kind}"`, config), ...common });
  if (makers.size === 0) throw wrong('the vocabulary', withLayers, {});
  const { message } = unknownName('fromJSON', `${noun} kind`, kind, [...makers.keys()]);
  throw new Error(`${message}; add your own layers to the vocabulary: { ...layers, ${show(kind)}: ... }`);
};

/** Config values as they are, but initializers, regularizers and layers made from their `{ kind, config }`. */
const revived = (context: Context, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => revived(context, item));
  const fields = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revived(context, item)]));
  return typeof fields.kind === 'string' && 'config' in fields ? make(context, 'value', fields, {}) : fields;
};

const readLayer = (context: Context, where: string, value: unknown): AnyLayer => {
  const fields = fieldsOf(where, value);
  const { kind, config } = fields;
  if (typeof kind !== 'string') throw wrong(`${where}.kind`, 'a string', kind);
  const common = commonOf(fields);
  if (kind === 'sequential') return readSequential(context, `${where}.config`, config, common);
  if (kind === 'model') return readModel(context, `${where}.config`, config, common);
  const layer = make(context, 'layer', { kind, config: revived(context, fieldsOf(`${where}.config`, config)) }, common);
  if (!isLayer(layer)) throw wrong(where, 'a layer', layer);
  return layer;
};

const readInput = (where: string, value: unknown): Input =>
  input(fieldsOf(where, value) as Parameters<typeof input>[0]);

const readSequential = (context: Context, where: string, value: unknown, common: CommonOptions) => {
  const config = fieldsOf(where, value);
  const layers = partsOf(context, `${where}.layers`, config.layers).map((layer, i) =>
    readLayer(context, `${where}.layers[${i}]`, layer),
  );
  return sequential([readInput(`${where}.input`, config.input), ...(layers as Layer[])], common);
};

/** The values that numbers stand for, in the form in which those are given. */
const pick = <Value>(where: string, numbers: unknown, values: readonly SymbolicTensor[]): Value => {
  const form = formOf(numbers, isNumber);
  if (form === undefined) throw wrong(where, 'the number of a value, or several', numbers);
  const picked = leavesOf<number>(form, numbers).map((number) => {
    if (values[number] === undefined) throw wrong(where, `of the ${values.length} values before it`, number);
    return values[number];
  });
  return rebuild(form, picked);
};

const readModel = (context: Context, where: string, value: unknown, common: CommonOptions) => {
  const config = fieldsOf(where, value);
  const given = fieldsOf(`${where}.inputs`, config.inputs);
  const inputForm: Form = Array.isArray(given.shape) ? 'one' : Object.keys(given);
  const inputs = partsOf(context, `${where}.inputs`, leavesOf(inputForm, given)).map((each) =>
    readInput(`${where}.inputs`, each),
  );
  const layers = partsOf(context, `${where}.layers`, config.layers).map((layer, i) =>
    readLayer(context, `${where}.layers[${i}]`, layer),
  );
  const values: SymbolicTensor[] = [...inputs];
  for (const [i, each] of partsOf(context, `${where}.calls`, config.calls).entries()) {
    const call = fieldsOf(`${where}.calls[${i}]`, each);
    const layer = typeof call.layer === 'number' ? layers[call.layer] : undefined;
    if (layer === undefined) throw wrong(`${where}.calls[${i}].layer`, 'the number of a layer', call.layer);
    const y: unknown = (layer as Layer)(pick(`${where}.calls[${i}].reads`, call.reads, values));
    const given = leavesOf<SymbolicTensor>(formOf(y, isSymbolic)!, y);
    countParts(context, `${where}.calls[${i}]`, given.length - 1); // what a call gives beside its first value
    for (const tensor of given) values.push(tensor);
  }
  return model<Readonly<Record<string, Input>>, SymbolicTensor>({
    inputs: rebuild(inputForm, inputs),
    outputs: pick(`${where}.outputs`, config.outputs, values),
    ...common,
  });
};

/** The model that JSON describes. */
export const readSpec = (spec: unknown, vocabulary: Vocabulary): AnyLayer => {
  requireShallow(spec);
  const factories = Object.values(fieldsOf('the vocabulary', vocabulary, withLayers)).filter(
    (value): value is ((config: object) => unknown) & { readonly kind: string } =>
      typeof value === 'function' && 'kind' in value && typeof value.kind === 'string',
  );
  const context: Context = { makers: new Map(factories.map((factory) => [factory.kind, factory])), parts: 0 };
  const { kind } = fieldsOf('the model', spec);
  if (kind !== 'sequential' && kind !== 'model') throw wrong('the model', 'of kind "sequential" or "model"', kind);
  return readLayer(context, 'the model', spec);
};
