import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookSpec, type Spec } from '@kindling/app-common';
import { modelOf, optimizerOf, trainingOf } from '@kindling/app-common/training';
import { release } from '@kindling/core';
import { shapes } from '@kindling/data';
import * as layers from '@kindling/models';
import { dense, encodeModel, flatten, input, sequential } from '@kindling/models';
import { loadModel } from '@kindling/models/node';
import { decodeSafetensors, encodeSafetensors, type Safetensors } from '@kindling/models/safetensors';
import { type Checkpoint, compile, encodeCheckpoint } from '@kindling/train';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import type { Failed } from './failed.ts';
import { decodeProject, encodeProject, openFile } from './project.ts';
import type { RunRecord } from './record.ts';

const spec: Spec = {
  ...bookSpec,
  pictures: 20,
  test: 10,
  batch: 8,
  layers: [{ units: 3, activation: 'leakyRelu' }],
  seed: 4,
};
const record: RunRecord = {
  spec,
  phase: 'paused',
  seconds: 1,
  points: [1, 2, 3].map((step) => ({ step, steps: 1, loss: 2, accuracy: 0.1 })),
  rows: [],
  counts: undefined,
  guesses: { classes: Uint8Array.of(1, 2), sure: Uint8Array.of(200, 3) },
  result: undefined,
  earlier: undefined,
};

let checkpoint: Checkpoint;
let bytes: Uint8Array<ArrayBuffer>;

const compiled = (of: Spec, from?: Checkpoint) =>
  compile(modelOf(of), {
    optimizer: optimizerOf(of),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed: of.seed,
    checkpoint: from,
  });

beforeAll(async () => {
  const { train } = await shapes({ train: 20, test: 10, seed: 1 });
  const trainer = compiled(spec);
  await trainer.fit(trainingOf(spec, train), { epochs: 1 });
  checkpoint = await trainer.checkpoint();
  trainer.dispose();
  bytes = await encodeProject({ checkpoint, record });
});

/** The same file with something else in it. */
const changed = (change: (file: { tensors: Map<string, unknown>; metadata: Map<string, string> }) => void) => {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const file = { tensors: new Map<string, unknown>(tensors), metadata: new Map(metadata) };
  change(file);
  return encodeSafetensors(file as unknown as Safetensors);
};

const withRecord = (given: Partial<RunRecord>) => encodeProject({ checkpoint, record: { ...record, ...given } });

test('a run comes back from its file, and can go on', async () => {
  const project = await decodeProject(bytes);
  expect(project).toEqual({ checkpoint, record });
  compiled(spec, project.checkpoint).dispose();
});

test('the library reads the model in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'project-'));
  const path = join(folder, 'run.safetensors');
  await writeFile(path, bytes);
  const { model, weights } = await loadModel(path, layers);
  expect(model.countParameters()).toBe(modelOf(spec).countParameters());
  expect(weights.params['dense/kernel']?.dataSync()).toEqual(checkpoint.params['dense/kernel']!.data);
  release(weights);
  await rm(folder, { recursive: true });
});

test('what the page showed past the checkpoint is not in it', async () => {
  const late = { step: 4, steps: 1, loss: 1, accuracy: 0.2 };
  const { record: read } = await decodeProject(await withRecord({ points: [...record.points, late] }));
  expect(read.points).toEqual(record.points);
});

const unreadable = Object.assign(new File([], 'a folder'), {
  arrayBuffer: () => Promise.reject(new DOMException('no', 'NotFoundError')),
});
const larger = Object.defineProperty(new File([], 'a film'), 'size', { value: 5e9 });
const text = (words: string) => new TextEncoder().encode(words);

test.each<readonly [string, () => Blob | Uint8Array | Promise<Uint8Array>, string]>([
  ['a text', () => text('hello, I am a text, and no safetensors file'), 'it is not a safetensors file'],
  ['nothing', () => new Uint8Array(), 'it is not a safetensors file'],
  ['a cut file', () => bytes.subarray(0, -100), 'it is not a safetensors file, or a part of it is missing'],
  ['a folder', () => unreadable, "can't be read: it may be a folder"],
  ['a film', () => larger, 'it has 5,000 MB, and a project has at most 400'],
  ['numbers alone', () => changed(({ metadata }) => metadata.clear()), 'it holds numbers, but no model'],
  ['a changed byte', () => changed(flip), 'it was damaged'],
  [
    'a record of nothing',
    () => changed(({ metadata }) => metadata.set('web-demo', 'null')),
    "its record can't be read",
  ],
  ['a spec of another model', () => withRecord({ spec: { ...spec, layers: [] } }), 'its weights are not those'],
  [
    'a spec of another activation',
    () => withRecord({ spec: { ...spec, layers: [{ units: 3, activation: 'relu' }] } }),
    'its model is not one that these controls can make',
  ],
  ['a spec that none may have', () => withRecord({ spec: { ...spec, epochs: 1e9 } }), 'epochs must be from 1 to 100'],
  ['a spec of another seed', () => withRecord({ spec: { ...spec, seed: 5 } }), 'its training is not that'],
  ['a weight too many', () => changed(({ tensors }) => tensors.set('more', aNumber)), 'its weights are not those'],
  ['a weight too few', () => changed(({ tensors }) => tensors.delete('dense/bias')), 'its weights are not those'],
  ['another shape', () => changed(({ tensors }) => tensors.set('dense_1/bias', aNumber)), 'its weights are not those'],
  ['another dtype', () => changed(({ tensors }) => tensors.set('dense/bias', whole)), 'its weights are not those'],
  ['NaN', () => changed(({ tensors }) => tensors.set('dense/bias', nan)), 'its weights are not all numbers'],
])('%s is refused in one sentence', async (_, make, why) => {
  const made = await make();
  const file = made instanceof Blob ? made : new File([made as Uint8Array<ArrayBuffer>], 'run.safetensors');
  const { failure } = await openFile(file).then(
    () => expect.unreachable(),
    (error: Failed) => error,
  );
  expect(failure.kind).toBe('file');
  expect(failure.sentence).toContain(`“${(file as File).name}” can't be `);
  expect(failure.sentence).toContain(why);
  expect(failure.sentence).toMatch(/\. The run here is as it was\.$/);
  expect(failure.sentence).not.toMatch(/safetensors:|decodeCheckpoint|Error/);
});

const aNumber = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) };
const whole = { dtype: 'I32', shape: [3], bytes: new Uint8Array(12) };
const nan = { dtype: 'F32', shape: [3], bytes: new Uint8Array(new Float32Array(3).fill(Number.NaN).buffer) };
const flip = ({ tensors }: { tensors: Map<string, unknown> }) => {
  const entry = tensors.get('dense/kernel') as { bytes: Uint8Array };
  tensors.set('dense/kernel', { ...entry, bytes: entry.bytes.with(0, entry.bytes[0]! ^ 1) });
};

const fileOf = async (net: layers.Model): Promise<File> => {
  const weights = net.init({ seed: 1 });
  const encoded = await encodeModel(net, weights);
  release(weights);
  return new File([encoded], 'net.safetensors');
};

test('a model of the library is opened with the settings at hand, where the controls can make it', async () => {
  const wide: Spec = { ...bookSpec, epochs: 3, layers: [{ units: 7, activation: 'tanh' }] };
  const opened = await openFile(await fileOf(modelOf(wide)), { ...bookSpec, epochs: 3 });
  expect(opened).toMatchObject({ kind: 'model', spec: wide });
  const plain = await openFile(new File([await encodeCheckpoint(checkpoint)], 'c'));
  expect(plain).toMatchObject({ kind: 'model', spec: { ...bookSpec, layers: spec.layers } });
});

const picture = input({ shape: [32, 32, 3] });
const ten = () => dense({ units: 10, activation: 'softmax' });

test.each<readonly [string, () => layers.Model, string]>([
  ['another input', () => sequential([input({ shape: [28, 28, 1] }), flatten(), ten()]), 'these controls can make'],
  ['no softmax', () => sequential([picture, flatten(), dense({ units: 10 })]), 'these controls can make'],
  ['a layer of another kind', () => sequential([picture, flatten(), layers.dropout({ rate: 0.5 }), ten()]), 'can make'],
  ['no activation', () => sequential([picture, flatten(), dense({ units: 4 }), ten()]), 'activation'],
  [
    'other names',
    () => sequential([picture, flatten(), dense({ units: 10, activation: 'softmax', name: 'end' })]),
    'can make',
  ],
])('a model with %s is refused', async (_, make, why) => {
  await expect(openFile(await fileOf(make()))).rejects.toThrow(why);
});
