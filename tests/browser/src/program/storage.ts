// What a page or a worker does with its own storage.
import '@tensorflow/tfjs-backend-cpu';
import { type Cifar10Options, keptCifar10, removeCifar10 } from '@kindling/data';
import * as layers from '@kindling/models';
import { dense, encodeModel, input, sequential } from '@kindling/models';
import { download, listModels, loadModel, removeModel, saveModel } from '@kindling/models/browser';
import {
  backup,
  browserPlace,
  type Checkpoint,
  compile,
  decodeCheckpoint,
  encodeCheckpoint,
  latestBackup,
} from '@kindling/train';
import { dispose, ones, zeros } from '@tensorflow/tfjs-core';
import type { Layout } from '../../../../packages/data/src/cifar10/layout.ts';
import { load } from '../../../../packages/data/src/cifar10/load.ts';

const hex = async (bytes: Uint8Array): Promise<string> => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('kindling', { create: true });

export interface Reading {
  /** Of all pictures and labels; a length where the page has no digests. */
  readonly digest?: string | number;
  readonly error?: string;
  readonly notes: readonly string[];
  /** The stage and the bytes that were told last. */
  readonly last?: unknown;
}

export interface Task extends Pick<Cifar10Options, 'url' | 'from' | 'cache'> {
  readonly layout: Layout;
  /** Ends the reading at so many bytes. */
  readonly abortAt?: number;
}

const net = (units: number) => sequential([input({ shape: [4] }), dense({ units, name: 'only' })]);

/** The bits of a model, and of its weights, which are freed. */
const bitsOf = async ({ model, weights }: Awaited<ReturnType<typeof loadModel>>): Promise<string> => {
  const bits = await hex(await encodeModel(model, weights));
  dispose([...Object.values(weights.params), ...Object.values(weights.state)]);
  return bits;
};

/** The bits of the model in a checkpoint's file. */
const bitsIn = (bytes: Uint8Array<ArrayBuffer>): Promise<string> => loadModel(new Blob([bytes]), layers).then(bitsOf);

const made = (units: number, seed: number) => {
  const model = net(units);
  return { model, weights: model.init({ seed }) };
};

const data = () => ({ x: ones([8, 4]), y: zeros([8, 2]) });

const trained = (checkpoint?: Checkpoint) =>
  compile(net(2), { optimizer: 'adam', loss: 'mse', ...(checkpoint ? { checkpoint } : { seed: 1 }) });

export const storage = {
  cifar10: async ({ layout, abortAt = Number.POSITIVE_INFINITY, ...options }: Task): Promise<Reading> => {
    const notes: string[] = [];
    let last: unknown;
    const control = new AbortController();
    try {
      const { train, test } = await load(
        {
          ...options,
          signal: control.signal,
          onProgress: (progress) => {
            last = progress;
            if (progress.loaded >= abortAt) control.abort();
          },
        },
        { layout, stallMs: 20_000, write: () => Promise.reject(new Error('a page has no files')) },
        (line) => void notes.push(line),
      );
      const all = [train.x, train.y, test.x, test.y].map((part) => part.data as Uint8Array<ArrayBuffer>);
      const bytes = new Uint8Array(await new Blob(all).arrayBuffer());
      return { digest: crypto.subtle === undefined ? bytes.length : await hex(bytes), notes, last };
    } catch (error) {
      return { error: String(error), notes, last };
    }
  },

  /** The files in the folders of the page's storage. */
  kept: async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const each of (await folder()).values()) {
      for await (const name of (each as FileSystemDirectoryHandle).keys())
        found.push(name.replace(/\.[0-9a-f-]{36}$/, ''));
    }
    return found.sort();
  },

  keptBytes: keptCifar10,
  forget: removeCifar10,

  /** Changes one byte of a kept file. */
  damage: async (name: string): Promise<void> => {
    for await (const each of (await folder()).values()) {
      for await (const file of (each as FileSystemDirectoryHandle).values()) {
        if (!file.name.startsWith(name)) continue;
        const stream = await (file as FileSystemFileHandle).createWritable({ keepExistingData: true });
        await stream.write({ type: 'write', position: 100, data: Uint8Array.of(77) });
        await stream.close();
      }
    }
  },

  /** Leaves workers no way to write but the one that tells no errors. */
  withoutStreams: async (): Promise<void> => {
    Reflect.deleteProperty(FileSystemFileHandle.prototype, 'createWritable');
  },

  save: async (name: string, units: number, seed: number): Promise<string> => {
    const { model, weights } = made(units, seed);
    try {
      await saveModel(name, model, weights);
    } catch (error) {
      return String(error);
    }
    return bitsOf({ model, weights });
  },
  load: (name: string): Promise<string> => loadModel(name, layers).then(bitsOf, String),
  dropped: (file: File): Promise<string> => loadModel(file, layers).then(bitsOf, String),
  names: () => listModels(),
  remove: (name: string) => removeModel(name),

  /** Never ends: it stands still between the two writes of one save. */
  stuck: async (name: string, units: number, seed: number): Promise<void> => {
    const { put } = IDBObjectStore.prototype;
    let writes = 0;
    IDBObjectStore.prototype.put = function (value, key) {
      writes += 1;
      if (writes === 2) {
        postMessage('stuck');
        for (;;);
      }
      return put.call(this, value, key);
    };
    const { model, weights } = made(units, seed);
    await saveModel(name, model, weights);
  },

  /** Trains for so many epochs, from a checkpoint where one is given; keeps and downloads where it stands. */
  train: async (epochs: number, file?: File): Promise<string> => {
    const trainer = trained(file === undefined ? undefined : await decodeCheckpoint(file));
    await trainer.fit(data(), { epochs, batchSize: 4, callbacks: [backup({ place: browserPlace('run') })] });
    const bytes = await encodeCheckpoint(await trainer.checkpoint());
    trainer.dispose();
    download('run', bytes);
    return bitsIn(bytes);
  },
  latest: async (): Promise<string> => {
    const checkpoint = await latestBackup(browserPlace('run'));
    return checkpoint === undefined ? 'none' : bitsIn(await encodeCheckpoint(checkpoint));
  },
  withoutDatabase: async (): Promise<void> => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
  },
};

export type Storage = typeof storage;
