import { storage } from './storage.ts';

const worker = (): Worker => new Worker('storageWorker.js', { type: 'module' });

/** Asks a worker of its own, which is terminated at its last answer. */
const inWorker = async (calls: readonly (readonly [string, ...unknown[]])[]): Promise<unknown> => {
  const asked = worker();
  let answer: unknown;
  for (const [name, ...args] of calls) {
    asked.postMessage([name, args]);
    answer = await new Promise((resolve, reject) => {
      asked.onmessage = ({ data }) => resolve(data);
      asked.onerror = ({ message }) => reject(new Error(message));
    });
  }
  asked.terminate();
  return answer;
};

/** What was dropped on the page. */
const files = (): FileList => document.querySelector('input')!.files!;

Object.assign(globalThis, { storage, inWorker, files });
document.querySelector('output')!.dataset.done = '';
