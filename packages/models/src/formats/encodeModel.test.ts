import '@tensorflow/tfjs-backend-cpu';
import { declareDeviceQueue } from '@kindling/core';
import { dispose, memory, ones, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import * as layers from '../index.ts';
import { input } from '../layer/input.ts';
import type { Weights } from '../layer/types.ts';
import { dense } from '../layers/core/dense.ts';
import { batchNormalization } from '../layers/normalization/batchNormalization.ts';
import { sequential } from '../model/sequential.ts';
import { decodeModel, encodeModel } from './encodeModel.ts';
import { decodeSafetensors, encodeSafetensors, type SafetensorsEntry } from './safetensors.ts';

const net = sequential([
  input({ shape: [3] }),
  dense({ units: 2, kernelInitializer: 'heNormal', kernelRegularizer: layers.l2(1e-4) }),
  batchNormalization(),
  dense({ units: 1, activation: 'sigmoid' }),
]);

const names = [
  'dense/kernel',
  'dense/bias',
  'batchNormalization/gamma',
  'batchNormalization/beta',
  'dense_1/kernel',
  'dense_1/bias',
];

const saved = async (): Promise<Uint8Array> => {
  const weights = net.init({ seed: 1 });
  const bytes = await encodeModel(net, weights);
  free(weights);
  return bytes;
};

const free = ({ params, state }: Weights): void => {
  dispose(Object.values(params));
  dispose(Object.values(state));
};

/** The saved file with its parts changed. */
const changed = async (change: (tensors: Map<string, SafetensorsEntry>, metadata: Map<string, string>) => void) => {
  const { tensors, metadata } = decodeSafetensors(await saved());
  const parts = { tensors: new Map(tensors), metadata: new Map(metadata) };
  change(parts.tensors, parts.metadata);
  return encodeSafetensors(parts);
};

/** What refuses the bytes, which must leave no tensor behind. */
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const before = memory().numTensors;
  const error: unknown = await decodeModel(bytes, layers).then(
    () => 'no error',
    (reason) => reason,
  );
  expect(memory().numTensors).toBe(before);
  return error instanceof Error ? error.message : String(error);
};

test('model and weights come back bit for bit, in their order', async () => {
  const weights = net.init({ seed: 7 });
  const bytes = await encodeModel(net, weights);
  const again = await decodeModel(bytes, layers);
  expect(JSON.stringify(again.model)).toBe(JSON.stringify(net));
  expect(Object.keys(again.weights.params)).toEqual(names);
  expect(Object.keys(again.weights.state)).toEqual(Object.keys(weights.state));
  for (const tree of ['params', 'state'] as const) {
    for (const [name, weight] of Object.entries(weights[tree])) {
      const found = again.weights[tree][name]!;
      expect([found.shape, found.dtype]).toEqual([weight.shape, 'float32']);
      expect(await found.data()).toEqual(await weight.data());
    }
  }
  expect(await encodeModel(again.model, again.weights)).toEqual(bytes);
  free(weights);
  free(again.weights);
});

test('NaN and infinities are kept', async () => {
  const weights = net.init({ seed: 7 });
  const odd = { ...weights, params: { ...weights.params, 'dense/bias': tensor([Number.NaN, -Infinity]) } };
  const { weights: found } = await decodeModel(await encodeModel(net, odd), layers);
  expect(await found.params['dense/bias']!.array()).toEqual([Number.NaN, -Infinity]);
});

test('nothing but the weights is left, and those of the caller stay', async () => {
  const weights = net.init({ seed: 1 });
  const before = memory().numTensors;
  const bytes = await encodeModel(net, weights);
  expect(memory().numTensors).toBe(before);
  const again = await decodeModel(bytes, layers);
  expect(memory().numTensors).toBe(before + names.length + 2);
  free(again.weights);
  free(weights);
});

test('a model that is no JSON is told so', async () => {
  const { tensors } = decodeSafetensors(await saved());
  const file = encodeSafetensors({ tensors, metadata: new Map([['model', '{"kind":']]) });
  await expect(decodeModel(file, layers)).rejects.toThrow(
    'decodeModel: the model in the file is no JSON: it was damaged; take another copy of the file',
  );
});

test('bytes that lie at an odd place, as in a pool of buffers, are read', async () => {
  const bytes = await saved();
  const pool = new Uint8Array(bytes.length + 1);
  pool.set(bytes, 1);
  const { weights } = await decodeModel(pool.subarray(1), layers);
  pool.fill(0);
  expect(await weights.params['dense_1/bias']!.array()).toEqual([0]);
  expect(await weights.params['batchNormalization/gamma']!.array()).toEqual([1, 1]);
  free(weights);
});

test('a cut or foreign file is refused', async () => {
  const bytes = await saved();
  expect(await refusal(bytes.slice(0, -4))).toMatch(/^decodeModel: safetensors: .*byte/);
  expect(await refusal(new Uint8Array(64).fill(255))).toMatch(/^decodeModel: safetensors: the header should have/);
  expect(await refusal(new Uint8Array())).toMatch(/^decodeModel: safetensors: /);
});

test('a file of tensors without a model is refused', async () => {
  expect(await refusal(await changed((_, metadata) => metadata.delete('model')))).toBe(
    'decodeModel: the file holds tensors, but no model that says what they are',
  );
});

test('what is not a model is refused', async () => {
  const model = async (json: string) => refusal(await changed((_, metadata) => metadata.set('model', json)));
  expect(await model('{')).toMatch(/^decodeModel: .*JSON/);
  expect(await model('7')).toMatch(/^decodeModel: fromJSON: /);
  expect(await model(JSON.stringify(net).replace('"dense"', '"danse"'))).toMatch(/unknown layer kind "danse"/);
});

test("tensors that are not the model's are refused: missing, extra, of another shape or type", async () => {
  const bytes = new Uint8Array(8);
  expect(await refusal(await changed((tensors) => tensors.delete('dense/bias')))).toBe(
    `decodeModel: the model's weight "dense/bias" is missing`,
  );
  expect(
    await refusal(await changed((tensors) => tensors.set('dense/scale', { dtype: 'F32', shape: [2], bytes }))),
  ).toBe('decodeModel: "dense/scale" is not a weight of this model');
  expect(
    await refusal(await changed((tensors) => tensors.set('dense/bias', { dtype: 'F32', shape: [1, 2], bytes }))),
  ).toBe('decodeModel: "dense/bias" must have the shape [2], got [1, 2]');
  expect(
    await refusal(await changed((tensors) => tensors.set('dense/bias', { dtype: 'I32', shape: [2], bytes }))),
  ).toBe('decodeModel: "dense/bias" must be F32, got I32');
});

test("weights that are not the model's are not written", async () => {
  const weights = net.init({ seed: 1 });
  const with_ = (params: Record<string, Tensor>): Weights => ({ ...weights, params: { ...weights.params, ...params } });
  const { 'dense/bias': _, ...rest } = weights.params;
  await expect(encodeModel(net, { ...weights, params: rest })).rejects.toThrow(
    `encodeModel: the model's weight "dense/bias" is missing`,
  );
  await expect(encodeModel(net, with_({ other: ones([1]) }))).rejects.toThrow(
    'encodeModel: "other" is not a weight of this model',
  );
  await expect(encodeModel(net, with_({ 'dense/bias': zeros([3]) }))).rejects.toThrow(
    'encodeModel: "dense/bias" must have the shape [2], got [3]',
  );
  await expect(encodeModel(net, with_({ 'dense/bias': zeros([2], 'int32') }))).rejects.toThrow(
    'encodeModel: "dense/bias" must be float32, got int32',
  );
});

test('weights that were disposed of are an error', async () => {
  const weights = net.init({ seed: 1 });
  free(weights);
  await expect(encodeModel(net, weights)).rejects.toThrow(
    'encodeModel: the weights: "dense/kernel" was disposed of before; keep it until it is no longer used, or pass a clone',
  );
});

test('weights that the device could not compute are not written', async () => {
  const weights = net.init({ seed: 1 });
  const undo = declareDeviceQueue('cpu', {
    settled: () => Promise.reject(new Error('no such shader')),
    freeUnused: () => undefined,
  });
  await expect(encodeModel(net, weights)).rejects.toThrow('encodeModel: no such shader');
  undo();
  free(weights);
});

test('what is no model is refused', async () => {
  await expect(encodeModel({} as typeof net, { params: {}, state: {} })).rejects.toThrow(
    'encodeModel: give a model, of sequential() or model(), got {  }',
  );
});

test('what is no weights, or no tensor among them, is refused', async () => {
  await expect(encodeModel(net, undefined as never)).rejects.toThrow(
    'encodeModel: weights must be { params, state }, as init() gives them, got undefined',
  );
  const weights = net.init({ seed: 1 });
  const odd = { ...weights, params: { ...weights.params, 'dense/bias': [0, 0] as never } };
  await expect(encodeModel(net, odd)).rejects.toThrow('encodeModel: "dense/bias" must be a tensor, got [0, 0]');
  free(weights);
});

test('a parameter and state of one name do not overwrite each other', async () => {
  const slot = (init: 'ones' | 'zeros') => () => ({ scale: { shape: [1], init } });
  const scaled = layers.defineLayer()({
    kind: 'scaled',
    params: slot('ones'),
    state: slot('zeros'),
    call: (_config, { x, state }) => ({ y: x, state }),
  });
  const twice = sequential([input({ shape: [1] }), scaled()]);
  await expect(encodeModel(twice, twice.init({ seed: 1 }))).rejects.toThrow(
    'encodeModel: "scaled/scale" is both a parameter and state, but a file has one tensor of a name: rename one',
  );
});
