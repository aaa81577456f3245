import '@tensorflow/tfjs-backend-cpu';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import * as layers from '../index.ts';
import { input } from '../layer/input.ts';
import { dense } from '../layers/core/dense.ts';
import { sequential } from '../model/sequential.ts';
import { download, listModels, loadModel, removeModel, saveModel, slots } from './browser.ts';
import { encodeModel } from './encodeModel.ts';

afterEach(() => void vi.unstubAllGlobals());

const net = sequential([input({ shape: [3] }), dense({ units: 2 })]);
const weights = net.init({ seed: 3 });

test('a dropped file gives the model and its weights', async () => {
  const bytes = await encodeModel(net, weights);
  for (const file of [new File([bytes], 'net.safetensors'), new Blob([bytes])]) {
    const loaded = await loadModel(file, layers);
    expect(await encodeModel(loaded.model, loaded.weights)).toEqual(bytes);
  }
});

test('a dropped file that is cut or foreign is refused by its name, and leaves no tensor behind', async () => {
  const bytes = await encodeModel(net, weights);
  const before = memory().numTensors;
  await expect(loadModel(new File([bytes.subarray(0, -4)], 'net.safetensors'), layers)).rejects.toThrow(
    /^loadModel: "net\.safetensors": safetensors: /,
  );
  await expect(loadModel(new File(['PNG'], 'a.png'), layers)).rejects.toThrow(
    'loadModel: "a.png": safetensors: a file',
  );
  const shrinking = new Blob([bytes]);
  const slice = shrinking.slice.bind(shrinking);
  vi.spyOn(shrinking, 'slice').mockImplementation((from, to) => slice(from, from === 8 ? to : Math.min(to!, 20)));
  await expect(loadModel(shrinking, layers)).rejects.toThrow(/"the blob": the file ends at byte \d+: it was cut/);
  expect(memory().numTensors).toBe(before);
});

test('where there is no IndexedDB each says so, and what keeps a model there', async () => {
  const attempts = { saveModel: () => saveModel('net', net, weights), loadModel: () => loadModel('net', layers) };
  for (const [owner, attempt] of Object.entries({ ...attempts, removeModel: () => removeModel('net'), listModels })) {
    await expect(attempt()).rejects.toThrow(`${owner}: there is no IndexedDB here; it is for pages and their workers`);
  }
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  await expect(saveModel('net', net, weights)).rejects.toThrow(
    'saveModel: this page keeps nothing (IndexedDB: denied), as in some private windows: download it instead',
  );
});

test('a name is a string, and the weights are those of the model', async () => {
  await expect(saveModel('', net, weights)).rejects.toThrow('saveModel: give it a name, got ""');
  expect(() => slots('browserPlace', 'backups', 5 as never)).toThrow('browserPlace: give it a name, got 5');
  await expect(saveModel('net', net, { params: {}, state: {} })).rejects.toThrow(
    'saveModel: "net": the model\'s weight "dense/kernel" is missing',
  );
});

test('a page downloads a file of the right name and type; others say where it goes', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(() => download('net', bytes)).toThrow('download: only a page has downloads; post it the bytes from a worker');
  expect(() => download('', bytes)).toThrow('give it a name');
  expect(() => download('net', 'text' as never)).toThrow('expected the bytes of a file as a Uint8Array, got "text"');
  vi.useFakeTimers();
  const clicked: { name: string; blob: Blob }[] = [];
  const made: Blob[] = [];
  const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    made.push(blob as Blob);
    return 'blob:one';
  });
  const revoke = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
  const anchor = { href: '', download: '', click: () => clicked.push({ name: anchor.download, blob: made.at(-1)! }) };
  vi.stubGlobal('document', { createElement: () => anchor });
  download('net', bytes);
  download('net.safetensors', bytes);
  expect(clicked.map(({ name }) => name)).toEqual(['net.safetensors', 'net.safetensors']);
  expect(clicked[0]!.blob.type).toBe('application/octet-stream');
  expect(new Uint8Array(await clicked[0]!.blob.arrayBuffer())).toEqual(bytes);
  vi.runAllTimers();
  expect(revoke.mock.calls).toEqual([['blob:one'], ['blob:one']]);
  vi.useRealTimers();
  create.mockRestore();
  revoke.mockRestore();
});
