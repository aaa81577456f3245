import { engine, getBackend, getGradient, memory, scalar, setBackend, square, tensor1d } from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { type Selected, selectBackend } from './selectBackend.ts';

const undos: Selected[] = [];
const select = async (...options: Parameters<typeof selectBackend>): Promise<Selected> => {
  const selected = await selectBackend(...options);
  undos.push(selected);
  return selected;
};

afterEach(async () => {
  for (const selected of undos.splice(0)) await selected.undo();
  expect(getBackend() || undefined).toBeUndefined();
  expect(Object.keys(engine().registry)).toEqual([]);
  expect(getGradient('Square')).toBeUndefined();
});

test('undo brings back the backend that was in use, its tensors and the memory', async () => {
  const ground = await select('cpu');
  const x = tensor1d([1, 2]);
  const before = memory().numTensors;
  const selected = await select('wasm');
  expect(await x.data()).toEqual(new Float32Array([1, 2]));
  await selected.undo();
  expect([getBackend(), memory().numTensors]).toEqual(['cpu', before]);
  const squared = square(x);
  expect(await squared.data()).toEqual(new Float32Array([1, 4]));
  for (const tensor of [x, squared]) tensor.dispose();
  await ground.undo();
});

test('of several selections the latest that is not undone is in use', async () => {
  const [first, second, third] = [await select('cpu'), await select('wasm'), await select('cpu')];
  await second.undo();
  expect(getBackend()).toBe('cpu');
  await first.undo();
  await first.undo();
  expect([getBackend(), getGradient('Square') === undefined]).toEqual(['cpu', false]);
  const fourth = await select('wasm');
  await third.undo();
  expect([getBackend(), getGradient('Square') === undefined]).toEqual(['wasm', false]);
  await fourth.undo();
  expect(Object.keys(engine().registry)).toEqual([]);
});

test('selections at once are made one after the other', async () => {
  const names = ['wasm', 'cpu', 'auto', 'cpu'];
  const selected = await Promise.all(names.map((name) => select(name)));
  expect(selected.map(({ name }) => name)).toEqual(['wasm', 'cpu', 'wasm', 'cpu']);
  expect(getBackend()).toBe('cpu');
  await Promise.all(selected.map(({ undo }) => undo()));
});

test('a tensor that is still held keeps its backend, until another selection ends without it', async () => {
  const selected = await select('wasm');
  const x = scalar(7);
  await selected.undo();
  expect(await x.data()).toEqual(new Float32Array([7]));
  expect(Object.keys(engine().registry)).toEqual(['wasm']);
  x.dispose();
  await (await select('cpu')).undo();
});

test('a backend that someone else has started stays', async () => {
  await (await select('wasm')).undo();
  await setBackend('wasm');
  const selected = await select('wasm');
  await selected.undo();
  expect([getBackend(), Object.keys(engine().registry)]).toEqual(['wasm', ['wasm']]);
  const { factory, priority } = engine().registryFactory.wasm!;
  engine().removeBackend('wasm');
  engine().registerBackend('wasm', factory, priority);
});
