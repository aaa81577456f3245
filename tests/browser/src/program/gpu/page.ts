// A page does the task of its address; with `worker` a module worker does it, and `slow` ones are ended in the middle.
import { enableProdMode } from '@tensorflow/tfjs-core';
import { tasks } from './tasks.ts';

const asked = new URLSearchParams(location.search);

const done = async (): Promise<string> => {
  enableProdMode();
  try {
    return JSON.stringify(await tasks[asked.get('task') ?? '']!());
  } catch (error) {
    return JSON.stringify({ error: String(error) });
  }
};

const ofWorker = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(`page.js?task=${asked.get('task')}${asked.has('slow') ? '&slow' : ''}`, {
      type: 'module',
    });
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }) => {
      if (data.waiting === true) worker.terminate();
      resolve(data.waiting === true ? '"terminated"' : data.answer);
    };
  });

if (typeof document === 'undefined') postMessage({ answer: await done() });
else {
  const output = document.querySelector('output')!;
  output.textContent = await (asked.has('worker') ? ofWorker() : done());
  if (asked.has('report')) await fetch('answer', { method: 'POST', body: output.textContent });
  output.dataset.done = '';
}
