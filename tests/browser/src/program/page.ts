import { answer } from './answer.ts';
import { going, type Sitting } from './going.ts';

const asked = new URLSearchParams(location.search);
const sitting = asked.get('sitting') as Sitting | null;
const output = document.querySelector('output')!;
try {
  output.textContent = JSON.stringify(
    sitting === null ? await answer(Number(asked.get('threads'))) : await going(sitting),
  );
} catch (error) {
  output.textContent = JSON.stringify({ error: String(error) });
}
if (asked.has('report')) await fetch('answer', { method: 'POST', body: output.textContent });
output.dataset.done = '';
