// In a page: options stand in its address. With `&worker` the chapter runs in a worker, and the page stays quick.
import { asked } from './asked.ts';
import { type ChapterResult, chapter } from './chapter.ts';

const inWorker = (query: string): Promise<ChapterResult> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data));
    worker.postMessage(query);
  });

const show = (result: object): void => {
  const output = document.createElement('output');
  output.textContent = JSON.stringify(result);
  document.body.append(output);
};

const isWorkerAsked = new URLSearchParams(location.search).has('worker');
try {
  const result = await (isWorkerAsked ? inWorker(location.search) : chapter(asked(location.search)));
  for (const svg of Object.values(result.drawn)) document.body.insertAdjacentHTML('beforeend', svg);
  show(result);
} catch (error) {
  show({ error: String(error) });
}
