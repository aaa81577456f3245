import { registerAllGradients } from '@kindling/backend';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgpu';
import { counting } from './counting.ts';

const tasks: Readonly<Record<string, () => Promise<unknown>>> = { counting };

const output = document.querySelector('output')!;
try {
  enableProdMode();
  registerAllGradients();
  await setBackend('webgpu');
  output.textContent = JSON.stringify(await tasks[new URLSearchParams(location.search).get('task')!]!());
} catch (error) {
  output.textContent = JSON.stringify({ error: String(error), stack: (error as Error).stack });
}
output.dataset.done = '';
