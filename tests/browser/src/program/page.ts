import { answer } from './answer.ts';

const threads = Number(new URLSearchParams(location.search).get('threads'));
const output = document.querySelector('output')!;
try {
  output.textContent = JSON.stringify(await answer(threads));
} catch (error) {
  output.textContent = JSON.stringify({ error: String(error) });
}
output.dataset.done = '';
